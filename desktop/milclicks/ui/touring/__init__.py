"""The tour: hands that use the real windows as a person would, and a ledger that checks them."""
