"""Alerts that somebody cleared, parties that are screened again, and what changed meanwhile."""
