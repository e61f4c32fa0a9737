#include "historian/package_check.h"

#include <charconv>

#include "historian/input_codec.h"
#include "historian/package_file.h"
#include "historian/png_check.h"
#include "historian/sqlite.h"
#include "series/summary.h"

namespace firedamp {
namespace {

class PackageCheck {
 public:
  PackageCheck(Database& database, PackageVerdict& verdict)
      : database_(database), verdict_(verdict) {}

  void run(const std::optional<PublicKey>& key) {
    if (database_.text("PRAGMA quick_check(1)") != "ok") return fail(notSound());
    if (!manifest()) return fail({PHRASE("its manifest does not say what a package must say"), {}});
    journal(key);
    if (!verdict_.fault) context();
    if (!verdict_.fault) samples();
    if (!verdict_.fault) inputs();
    if (!verdict_.fault) pictures();
    verdict_.notes = database_.integer("SELECT count(*) FROM annotation").value_or(0);
  }

 private:
  void fail(Phrase words) { verdict_.fault = std::move(words); }
  static Phrase notSound() { return {PHRASE("it is damaged"), {}}; }

  std::string said(const char* key) {
    Statement value{database_, "SELECT value FROM manifest WHERE key = ?"};
    return value.with(key).step() == SQLITE_ROW ? value.text(0) : "";
  }
  bool saidNumber(const char* key, std::int64_t& number) {
    const std::string text = said(key);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return !text.empty() && error == std::errc{} && end == text.data() + text.size();
  }

  bool manifest() {
    std::int64_t from_us = 0, to_us = 0;
    const auto hash = bytesOfHex(said("before_hash"));
    if (!saidNumber("from_us", from_us) || !saidNumber("to_us", to_us) ||
        !saidNumber("first_seq", verdict_.firstRow) || !saidNumber("last_seq", verdict_.lastRow) ||
        !hash || hash->size() != before_.hash.size()) {
      return false;
    }
    std::copy(hash->begin(), hash->end(), before_.hash.begin());
    before_.seq = verdict_.firstRow - 1;
    verdict_.id = said("id");
    verdict_.from = fromMicroseconds(from_us);
    verdict_.to = fromMicroseconds(to_us);
    return verdict_.firstRow >= 0 && verdict_.lastRow >= before_.seq;
  }

  void journal(const std::optional<PublicKey>& key) {
    verdict_.journal = checkSlice(database_, before_, key);
    if (verdict_.journal.fault) {
      return fail({PHRASE("row %1 of the journal: %2"),
                   {std::to_string(verdict_.journal.badSeq), english(*verdict_.journal.fault)}});
    }
    if (verdict_.journal.rows > 0 && verdict_.journal.head.seq != verdict_.lastRow) {
      return fail({PHRASE("row %1 of the journal is missing"),
                   {std::to_string(verdict_.journal.head.seq + 1)}});
    }
    verdict_.afterSeal = database_
                             .integer("SELECT count(*) FROM journal WHERE seq >"
                                      " coalesce((SELECT max(seq) FROM journal WHERE"
                                      " kind = 'seal'), 0)")
                             .value_or(0);
  }

  void context() {
    const auto bad = firstUnlike(database_, verdict_.firstRow);
    if (bad) {
      fail({PHRASE("row %1 of the journal: a table does not say what the journal says"),
            {std::to_string(*bad)}});
    }
  }

  void samples() {
    Statement chunks{database_, "SELECT bytes, minutes, samples FROM chunk"};
    Series series;
    int code = SQLITE_ROW;
    while ((code = chunks.step()) == SQLITE_ROW) {
      if (decodeChunk(chunks.blob(0), series) != ChunkFault::none ||
          static_cast<std::int64_t>(series.size()) != chunks.integer(2) ||
          decodeBins(chunks.blob(1), minuteSpan) != binsOf(series, minuteSpan)) {
        return fail({PHRASE("samples in it cannot be read"), {}});
      }
      verdict_.samples += chunks.integer(2);
    }
    if (code != SQLITE_DONE) fail(notSound());
  }

  void inputs() {
    Statement batches{database_, "SELECT bytes FROM batch"};
    int code = SQLITE_ROW;
    while ((code = batches.step()) == SQLITE_ROW) {
      if (!decodeInputs(batches.blob(0), [](EngineInput&&) { return true; })) {
        return fail({PHRASE("inputs of the engine in it cannot be read"), {}});
      }
    }
    if (code != SQLITE_DONE) fail(notSound());
    verdict_.runs = database_.integer("SELECT count(*) FROM run").value_or(0);
  }

  void pictures() {
    // A package of version 1 has no such table.
    if (database_.integer("PRAGMA user_version").value_or(0) < 2) return;
    Statement rows{database_, "SELECT name, png FROM picture"};
    int code = SQLITE_ROW;
    while ((code = rows.step()) == SQLITE_ROW) {
      if (const auto fault = pngFault(rows.blob(1))) {
        return fail({PHRASE("picture %1: %2"), {rows.text(0), english(*fault)}});
      }
      ++verdict_.pictures;
    }
    if (code != SQLITE_DONE) fail(notSound());
  }

  Database& database_;
  PackageVerdict& verdict_;
  JournalAnchor before_;
};

}  // namespace

PackageVerdict checkContents(const std::filesystem::path& file,
                             const std::optional<PublicKey>& key) {
  PackageVerdict verdict;
  auto opened = openPackage(file);
  if (auto* fault = std::get_if<Phrase>(&opened)) {
    verdict.fault = std::move(*fault);
    return verdict;
  }
  PackageCheck{std::get<Database>(opened), verdict}.run(key);
  return verdict;
}

PackageVerdict checkPackage(const std::filesystem::path& file,
                            const std::optional<PublicKey>& key) {
  PackageVerdict verdict;
  auto signer = signerOf(file);
  if (auto* fault = std::get_if<Phrase>(&signer)) {
    verdict.fault = std::move(*fault);
    return verdict;
  }
  const PublicKey by = std::get<PublicKey>(signer);
  if (key && *key != by) {
    verdict.fault = Phrase{PHRASE("it is signed by another key"), {}};
    return verdict;
  }
  verdict = checkContents(file, key);
  verdict.signer = by;
  return verdict;
}

}  // namespace firedamp
