"""The Rasa component around the reader."""

from rasa.engine.training.fingerprinting import calculate_fingerprint_key

from components.finding_reader import WEIGHTS, FindingReader


def key(**config):
    return calculate_fingerprint_key(FindingReader, config, {})


def test_other_weights_are_never_taken_from_rasas_cache(tmp_path):
    sums = (WEIGHTS / "SHA256SUMS").read_text(encoding="utf-8")
    (tmp_path / "SHA256SUMS").write_text(sums, encoding="utf-8")
    before = key(weights=str(tmp_path))
    (tmp_path / "SHA256SUMS").write_text(sums.replace("a", "b"), encoding="utf-8")
    assert key(weights=str(tmp_path)) != before


def test_a_configuration_without_the_defaults_has_a_fingerprint_too():
    assert key() == key()
