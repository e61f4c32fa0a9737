#include "package_commands.h"

#include <charconv>
#include <fstream>
#include <iostream>

#include "crypto/digest.h"
#include "domain/utc_text.h"
#include "historian/archive.h"
#include "historian/package_check.h"
#include "replay/bookmarks.h"

namespace firedamp {
namespace {

constexpr int failed = 1;

int complain(const Phrase& words) {
  std::cerr << "firedamp-replay: " << english(words) << '\n';
  return failed;
}

std::string spanText(Instant from, Instant to) {
  return utcText(from, 6) + " to " + utcText(to, 6);
}

// Those of the span.
void addBookmarks(PackageOrder& order) {
  for (const Bookmark& each : readBookmarks(order.directory)) {
    if (each.at >= order.from && each.at <= order.to) order.notes.push_back({each.at, each.name});
  }
}

}  // namespace

bool takeLead(const std::string& text, std::optional<Duration>& lead) {
  if (text == "all") return lead.reset(), true;
  std::int64_t minutes = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), minutes);
  if (error != std::errc{} || end != text.data() + text.size()) return false;
  if (minutes < 0 || minutes > 60 * 24 * 365) return false;
  lead = std::chrono::minutes{minutes};
  return true;
}

bool takeNote(const std::string& text, std::vector<PackageNote>& notes) {
  const auto blank = text.find(' ');
  const auto at = instantOfUtc(text.substr(0, blank));
  if (!at || blank == std::string::npos) return false;
  notes.push_back({*at, text.substr(blank + 1)});
  return true;
}

int makePackage(const PackageOptions& options) {
  const std::filesystem::path keyFile =
      options.sealKey.empty() ? options.directory / "seal.key" : options.sealKey;
  if (!std::filesystem::exists(keyFile)) {
    return complain({PHRASE("no key to sign with: %1 is not there"), {keyFile.string()}});
  }
  auto key = SealKey::readOrMake(keyFile);
  if (const auto* fault = std::get_if<Phrase>(&key)) return complain(*fault);
  const std::string id = options.id.empty() ? spanText(options.from, options.to) : options.id;
  PackageOrder order{options.directory, options.from, options.to, options.file, id,
                     options.notes, options.lead, options.pictures};
  if (options.bookmarks) addBookmarks(order);
  const auto made = writePackage(order, std::get<SealKey>(key));
  if (const auto* fault = std::get_if<Phrase>(&made)) return complain(*fault);
  const auto& contents = std::get<PackageContents>(made);
  std::cout << options.file.string() << ": " << contents.bytes << " bytes; journal rows "
            << contents.firstRow << " to " << contents.lastRow << ", " << contents.samples
            << " samples, " << contents.runs << " runs of the engine";
  if (contents.cutRuns > 0) {
    std::cout << ", " << contents.cutRuns
              << " of them without their beginning (--lead all takes it, so that they replay)";
  }
  std::cout << "\nsigned by "
            << hexText(std::get<SealKey>(key).publicKey()) << '\n';
  return 0;
}

int verifyPackage(const std::filesystem::path& file, const std::optional<PublicKey>& key) {
  const PackageVerdict verdict = checkPackage(file, key);
  if (verdict.fault) return complain(*verdict.fault);
  const JournalVerdict& journal = verdict.journal;
  std::cout << "the package is as it was signed: " << verdict.id << '\n'
            << "span    " << spanText(verdict.from, verdict.to) << '\n'
            << "journal " << journal.rows << " rows, " << verdict.firstRow << " to "
            << verdict.lastRow << ", " << journal.seals << " seals";
  if (verdict.afterSeal > 0) {
    std::cout << "; the last " << verdict.afterSeal << " rows lie behind the last seal";
  }
  std::cout << "\nsamples " << verdict.samples << "\nruns    " << verdict.runs << "\nnotes   "
            << verdict.notes << "\npictures " << verdict.pictures
            << "\nsigned by " << hexText(*verdict.signer);
  if (!key) std::cout << " (--key HEX: whether that is the mine's)";
  if (journal.key && *journal.key != *verdict.signer) {
    std::cout << "\nseals by  " << hexText(*journal.key) << ", another key";
  }
  std::cout << '\n';
  return 0;
}

int takeOutPictures(const std::filesystem::path& file, const std::filesystem::path& to) {
  if (const PackageVerdict verdict = checkPackage(file); verdict.fault) {
    return complain(*verdict.fault);
  }
  auto opened = openPackage(file);
  auto* database = std::get_if<Database>(&opened);
  if (database == nullptr) return complain(std::get<Phrase>(opened));
  if (database->integer("PRAGMA user_version").value_or(0) < 2) return 0;
  Statement rows{*database, "SELECT id, name, png FROM picture ORDER BY id"};
  while (rows.step() == SQLITE_ROW) {
    const std::filesystem::path place = to / (std::to_string(rows.integer(0)) + ".png");
    if (std::filesystem::exists(place)) {
      return complain({PHRASE("%1 exists already; nothing was changed"), {place.string()}});
    }
    const auto png = rows.blob(2);
    std::ofstream out{place, std::ios::binary};
    out.write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
    if (!out.flush()) return complain({PHRASE("%1 cannot be written"), {place.string()}});
    std::cout << place.string() << ": " << rows.text(1) << '\n';
  }
  return 0;
}

int listBookmarks(const std::filesystem::path& recording) {
  for (const Bookmark& each : readBookmarks(recording)) {
    std::cout << utcText(each.at, 6) << ' ' << each.name << '\n';
  }
  return 0;
}

int archiveRecording(const std::filesystem::path& directory, const std::filesystem::path& target,
                     std::int64_t keepMonths) {
  const ArchiveResult result = archiveMonths({directory, target, keepMonths});
  for (const std::string& name : result.copied) std::cout << name << ": copied and checked\n";
  for (const std::string& name : result.thinned) {
    std::cout << name << ": its samples are in the copy only; trends are left\n";
  }
  if (result.fault) return complain(*result.fault);
  if (result.copied.empty() && result.thinned.empty()) std::cout << "nothing to do\n";
  return 0;
}

int annotate(const std::filesystem::path& directory, const Note& note) {
  if (!std::filesystem::exists(directory / "mine.db")) {
    return complain({PHRASE("%1 holds no recording"), {directory.string()}});
  }
  const Site nothingNew;
  auto opened = SqliteHistorian::open(directory / "mine.db", nothingNew);
  if (opened.fault) return complain(opened.fault->message);
  const std::vector<Record> batch{note};
  const Recorded recorded = opened.historian->record(batch);
  if (recorded.fault) return complain(recorded.fault->message);
  std::cout << "noted\n";
  return 0;
}

int verifyMonths(const std::filesystem::path& directory) {
  const ArchiveVerdict verdict = checkMonths(directory);
  if (verdict.fault) return complain(*verdict.fault);
  if (verdict.months > 0) {
    std::cout << verdict.months << " closed months are as they were closed, of which "
              << verdict.thinned << " have trends only\n";
  }
  return 0;
}

}  // namespace firedamp
