"""Finding the articles in files, folders and standard input."""
