"""Whom a pack comes from: the signed catalogue, teachers' signatures, floors under both."""
