from avow.web.evaluations.models import Finding


def test_columns_keep_their_order_in_a_database_that_keeps_none():
    """PostgreSQL gives the names of a JSON object back by their length."""
    table = [{"gap": -3.0, "period": "2023-07"}, {"gap": 1.0, "period": "2023-08"}]
    found = Finding(content={"columns": ["period", "gap"], "result": {"table": table}})
    assert [list(row) for row in found.rows()] == [["period", "gap"]] * 2
    assert found.rows() == table
    assert Finding(content={"result": {"table": table}}).rows() == table
