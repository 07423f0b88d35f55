"""Avow's pure library: tables in, tables out. No Django, settings, clock or network.

Usable from a notebook alone::

    from avow.analysis.engine import Facts
    from avow.analysis.measures import run

    facts = Facts("data")
    run(facts, "recorded-offences-per-1000", by="borough", period="year").table.to_pandas()
"""
