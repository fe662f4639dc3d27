"""What restating means, on plain words: no Django in here."""
