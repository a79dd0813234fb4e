"""The accounts that the demo content comes with. They exist only where load_demo ran."""

DEMO_ACCOUNTS = [("admin", "demo", "beheerder"), ("redacteur", "demo", "redacteur")]
