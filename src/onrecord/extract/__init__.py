"""From an article to records with spans; nothing here looks outside the article."""
