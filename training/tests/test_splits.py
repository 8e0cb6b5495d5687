from ocelli.data.records import VALIDATION_BOOKS, held_out, split_of


def test_a_book_is_on_one_side():
    rows = [{"name": f"{VALIDATION_BOOKS[0]}/{i}.jpg"} for i in range(9)]
    assert {split_of("openstax", row) for row in rows} == {"val"}
    assert split_of("openstax", {"name": "astronomy/1.jpg"}) == "train"


def test_a_sender_is_on_one_side_whatever_the_photograph():
    for sender in range(50):
        sides = {split_of("clothing", {"name": f"{i}.jpg", "sender": str(sender)}) for i in range(5)}
        assert len(sides) == 1


def test_marked_splits_are_kept():
    assert split_of("grocery", {"name": "a", "split": "test"}) == "val"
    assert split_of("flowers", {"name": "a", "split": "train"}) == "train"


def test_the_draw_holds_out_about_the_share_asked_for():
    share = sum(held_out(f"key-{i}", 10) for i in range(2000)) / 2000
    assert 0.07 < share < 0.13
