"""Pages of debates: thin, over querysets, forms and services."""
