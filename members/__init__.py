"""The ground floor: people. Accounts, consent, values, questions, conversations, notifications, privacy."""
