"""Routing evidence: what a shipment's goods, route and parties say beside the names of lists.

It is never part of a score: each flag is a sentence with its source and date, which a person
reads beside a hit, or without one.
"""
