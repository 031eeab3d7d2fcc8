from __future__ import annotations

from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from scic.backends.components.data.anndata.component import Anndata
from scic.backends.components.data.anndata.shared import read_anndata, read_new_anndata, write_anndata
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import DataFault
from scic.compiler.catalogue.ports import Category, Number, Profile

COUNTS = np.array([[0, 3], [2, 1], [5, 0]], dtype=np.float32)


def write(path: Path, values: np.ndarray, sparse: bool = False) -> None:
    obs = pd.DataFrame({"kind": ["t", "b", "t"], "age": [3.5, 1.0, 2.0]}, index=["c1", "c2", "c3"])
    layer = csr_matrix(COUNTS) if sparse else COUNTS
    made = anndata.AnnData(values, obs=obs, var=pd.DataFrame(index=["a", "b"]), layers={"counts": layer})
    made.write_h5ad(path)


@pytest.fixture
def cells(tmp_path: Path) -> Path:
    path = tmp_path / "cells.h5ad"
    write(path, np.log1p(COUNTS))
    return path


def test_the_matrix_is_a_profile_and_the_columns_of_obs_lie_beside_it(cells: Path) -> None:
    schema = Anndata(path="cells.h5ad").describe(cells.parent)
    assert schema.records == 3
    assert schema.fields["expression"] == Profile(size=2, whole=False)
    assert schema.fields["kind"] == Category(("b", "t"), (1, 2))
    assert isinstance(schema.fields["age"], Number)


@pytest.mark.parametrize("sparse", [False, True])
def test_a_layer_of_counts_is_known_as_such_and_read(tmp_path: Path, sparse: bool) -> None:
    write(tmp_path / "cells.h5ad", np.log1p(COUNTS), sparse)
    schema = Anndata(path="cells.h5ad", layer="counts").describe(tmp_path)
    assert schema.fields["expression"] == Profile(size=2, whole=True)
    found = read_anndata(tmp_path / "cells.h5ad", layer="counts", ignore=("age",))
    assert found.index.tolist() == ["c1", "c2", "c3"]
    assert found.columns.tolist() == ["kind", "expression"]
    assert found["expression"].iloc[1].to_dict() == {"a": 2, "b": 1}


@pytest.mark.parametrize(
    ("settings", "setting", "words"),
    [
        ({"layer": "count"}, "layer", "has no layer `count`"),
        ({"layer": "raw"}, "layer", "has no layer `raw`"),
        ({"ignore": ("knid",)}, "ignore.knid", "no obs column `knid`"),
    ],
)
def test_what_is_not_there_is_pointed_at(cells: Path, settings: dict[str, object], setting: str, words: str) -> None:
    with pytest.raises(DataFault, match=words) as raised:
        Anndata(path="cells.h5ad", **settings).describe(cells.parent)
    assert raised.value.setting == setting


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cells.h5ad").write_text("a,b\n1,2\n")
    with pytest.raises(DataFault, match="no HDF5 file"):
        Anndata(path="cells.h5ad").describe(tmp_path)
    with pytest.raises(DataError, match="cannot be read as AnnData"):
        read_new_anndata(tmp_path / "cells.h5ad", layer=None)


def test_without_the_file_the_profile_is_known() -> None:
    schema = Anndata(path="elsewhere/cells.h5ad").describe(Path("nowhere"))
    assert not schema.complete
    assert schema.fields["expression"] == Profile()


def test_a_value_that_is_no_number_is_named_with_gene_and_cell(tmp_path: Path) -> None:
    values = COUNTS.copy()
    values[2, 0] = np.nan
    write(tmp_path / "cells.h5ad", values)
    with pytest.raises(DataError, match="`a` is nan in cell `c3`"):
        read_anndata(tmp_path / "cells.h5ad", layer=None, ignore=())


def test_predictions_lie_beside_the_cells(cells: Path, tmp_path: Path) -> None:
    answers = pd.DataFrame({"latent_1": [0.1, 0.2, 0.3]}, index=["c1", "c2", "c3"])
    write_anndata(tmp_path / "out" / "cells.h5ad", cells, answers)
    found = anndata.read_h5ad(tmp_path / "out" / "cells.h5ad")
    np.testing.assert_allclose(found.obsm["predicted"]["latent_1"], [0.1, 0.2, 0.3])
    np.testing.assert_allclose(found.X, np.log1p(COUNTS), rtol=1e-6)
