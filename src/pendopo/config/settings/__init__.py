"""Settings: `active` is the profile in force, `test` that of the tests."""
