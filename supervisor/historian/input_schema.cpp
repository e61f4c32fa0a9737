#include "historian/input_schema.h"

namespace firedamp {

// A run is one life of an engine. Inputs speak of links by their place in the site of the run;
// run_link says which those were. A batch is one commit (input_codec.h).
const char* const inputSchemaSql = R"sql(
CREATE TABLE run(id INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, configuration TEXT NOT NULL,
  journal_rows INTEGER NOT NULL, site_key INTEGER NOT NULL) STRICT;
CREATE TABLE run_link(run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  link INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY(run_id, link)) STRICT, WITHOUT ROWID;
CREATE TABLE batch(id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES run,
  from_us INTEGER NOT NULL, to_us INTEGER NOT NULL, inputs INTEGER NOT NULL,
  bytes BLOB NOT NULL) STRICT;
CREATE INDEX batch_of_run ON batch(run_id, id);
CREATE INDEX batch_in_time ON batch(to_us, from_us);
)sql";

}  // namespace firedamp
