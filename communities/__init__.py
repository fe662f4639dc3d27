"""Places with a purpose: communities, memberships, invitations, activity, search, moderation."""
