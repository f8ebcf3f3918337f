"""Who is who over the whole record: from the entities of single articles to people and bodies."""
