// The journal: what happened, in order, so that no row can be changed, taken out or put in
// unnoticed. Every row carries its whole content (`body`, JSON) and
//
//   hash = SHA-256("FDJ1" || hash of the row before (32 zeros for the first) || seq || at_us ||
//                  length of kind || kind || body)        numbers as 8 bytes, big-endian
//
// and once an hour of the mine's time a row of kind `seal`: an Ed25519 signature of
// "FDS1" || seq of the seal || hash of the row before it. The tables alarm, command, node_event ...
// are projections of the bodies: the shell's convenience, rebuilt and compared by a tool.
//
// Inside a transaction that its caller opens and closes. One thread. Codes are SQLite's.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crypto/digest.h"
#include "crypto/seal_key.h"
#include "domain/time.h"
#include "historian/sqlite.h"

namespace firedamp {

// Tables whose rows with the journal row's `seq` make its body; the first has exactly one such row.
// Nothing for a kind that has none (site, seal) or that does not exist.
const std::vector<std::string>& journalTables(const std::string& kind);
const std::map<std::string, std::vector<std::string>>& journalProjections();  // of all kinds
// Tables that a journal row of kind `site` holds: the things that all other rows speak of.
const std::vector<std::string>& siteTables();

// SELECT of a body from those tables; `where`: which rows of them.
std::string journalBodySql(Database& database, const std::vector<std::string>& tables,
                           const std::string& where);

Digest journalHash(const Digest& before, std::int64_t seq, std::int64_t at_us,
                   const std::string& kind, const std::string& body);
std::vector<std::uint8_t> sealedBytes(std::int64_t seq, const Digest& before);

class Journal {
 public:
  static constexpr Duration sealEvery = std::chrono::hours{1};

  explicit Journal(Database& database);

  // Where the file ends; after opening, and after a transaction was rolled back.
  int resume();
  // Opens the next row; its projections are inserted with `seq()` and foreign keys to it.
  int begin(const char* kind, Instant at);
  std::int64_t seq() const { return seq_; }
  bool isOpen() const { return open_; }
  int end();      // takes the body from the projections
  int abandon();  // as if begin() had not been: a projection was impossible

  // The things of the site, when they are not those of the last such row.
  int putSite(Instant at);
  // When the last seal (or the first row) is an hour old.
  int sealWhenDue(const SealKey& key, Instant at);

 private:
  Statement& bodyOf(const std::string& kind);
  int finish(const std::string& body);
  int append(const char* kind, Instant at, const std::string& body);

  Database& database_;
  Statement insert_, finish_, abandon_;
  std::map<std::string, Statement> bodies_;
  bool open_ = false;
  std::int64_t seq_ = 0;  // of the newest row, open or not
  std::string kind_;
  Instant at_;
  Digest head_{};
  std::optional<Instant> sealedAt_;
};

}  // namespace firedamp
