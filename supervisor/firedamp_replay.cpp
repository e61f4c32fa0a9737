// firedamp-replay: what can be asked of a recording without the engine that wrote it. Reads the
// directory of a recording (mine.db, samples-*.db), also while it grows, or an incident package;
// only `import` and `annotate` write.
#include <charconv>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/digest.h"
#include "domain/utc_text.h"
#include "historian/journal_check.h"
#include "historian/recording.h"
#include "historian/sample_reader.h"
#include "import/import_command.h"
#include "package_commands.h"
#include "replay_commands.h"

namespace {

using namespace firedamp;

constexpr int wrongUse = 2, failed = 1;

constexpr const char* usage =
    R"(usage: firedamp-replay COMMAND DIRECTORY [options]

  verify DIRECTORY [--seal SEQ:HASH]... [--key HEX]
      Is the journal as it was written? Names the first row that is not. --seal: a line of `seals`
      that was kept elsewhere; --key: the public key that must have signed.
  verify FILE.msl [--key HEX]
      Is the package as it was signed, and what it says it is? Needs nothing but the file.
  package DIRECTORY --from UTC --to UTC --out FILE.msl [--id WORDS] [--note 'UTC WORDS']...
      [--bookmarks] [--lead MINUTES|all] [--screenshot FILE.png]... [--seal-key FILE]
      That span with all that proves and explains it, in one file signed with the recording's own
      key (DIRECTORY/seal.key). export, frames, play, compare and stats take it as DIRECTORY.
      --bookmarks: those of the span, as notes. --lead: bounds the file; a run of the engine that
      began earlier than that before the span comes without its beginning. Its frames, samples and
      journal are there, but it replays only with what its nodes say when they are found again.
  bookmarks DIRECTORY
      The places that somebody marked in it, as UTC and name.
  pictures FILE.msl --to DIRECTORY
      Its screenshots as files.
  seals DIRECTORY
      SEQ:HASH of the newest row, and the public key: to be kept where nobody can change it.
  rebuild DIRECTORY --to FILE
      A new database from the journal alone, compared with the old one.
  export DIRECTORY --point TAG [--from UTC] [--to UTC]
      Samples as CSV. UTC as 2026-11-23 or 2026-11-23T06:00:00.
  play DIRECTORY [--from UTC] [--to UTC] [--speed N] [--site-key FILE]
      The engine over the recording: prints what it said then. N times real time, e.g. 0.25;
      without it as fast as possible.
      --from-samples [--site DIR]: instead, what rules and alarms say of the stored samples, also
      where the inputs have left the recording, and of imported tables (with the site's rules).
      --what-if FILE [--json] [--lang en|zh]: instead, what would have been otherwise with FILE in
      place of the file of that name of the site, or else of the rules in force: alarms, trips and
      the operator's load. --what-if may be given more than once. With --from-samples it is asked
      of the stored samples: of any time of which they are kept, and a day in about a second.
  compare DIRECTORY [--site-key FILE]
      Is the journal of a replay the live one, byte for byte? Names the first row that is not.
      Ends with 3 when a run's beginning has left the recording, so that this cannot be said.
  frames DIRECTORY --link TAG [--from UTC] [--to UTC]
      What passed over a link, both ways, as CSV.
  import DIRECTORY --csv FILE --map MAP.toml
      Samples out of a table; the map says what its columns mean (supervisor/site/FORMAT.md). Goes
      on where an earlier call ended, and lists every row that it could not take.
  stats DIRECTORY
      Files, samples and bytes per sample.
  archive DIRECTORY --to DIRECTORY [--keep-raw MONTHS]
      Copies each closed month that is not there yet and holds it against the journal; then months
      older than MONTHS (24) keep their trends, and their samples are in the copy only.
  backup DIRECTORY --to DIRECTORY
      A copy, also while the engine records.
  annotate DIRECTORY --from UTC [--to UTC] --words TEXT [--author NAME] [--point TAG]
      A note about that while into the journal, of a recording that no engine writes just now.
)";

struct Arguments {
  std::string command;
  std::filesystem::path directory, to, table, map;
  PackageOptions package;
  std::int64_t keepMonths = 24;  // with samples: two years
  std::string point, link, siteKey;
  double speed = 0;
  std::vector<std::filesystem::path> whatIf;
  std::string author, words;
  bool fromSamples = false;
  std::filesystem::path site;
  bool json = false, chinese = false;
  Instant from = fromMicroseconds(0);
  Instant until = fromMicroseconds(INT64_C(4'102'444'800'000'000));  // the year 2100
  std::vector<JournalAnchor> seals;
  std::optional<PublicKey> key;
};

int complain(const std::string& words) {
  std::cerr << "firedamp-replay: " << words << '\n';
  return failed;
}
int complain(const Phrase& words) { return complain(english(words)); }

std::optional<JournalAnchor> sealOf(const std::string& text) {
  JournalAnchor anchor;
  const auto colon = text.find(':');
  if (colon == std::string::npos) return std::nullopt;
  const auto number = std::from_chars(text.data(), text.data() + colon, anchor.seq);
  const auto hash = bytesOfHex(std::string_view{text}.substr(colon + 1));
  if (number.ptr != text.data() + colon || !hash || hash->size() != anchor.hash.size()) {
    return std::nullopt;
  }
  std::copy(hash->begin(), hash->end(), anchor.hash.begin());
  return anchor;
}

bool takeSpeed(const std::string& text, double& speed) {
  if (text == "max") return speed = 0, true;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), speed);
  return error == std::errc{} && end == text.data() + text.size() && speed > 0 && speed <= 1e6;
}

// --to is a place there, and an instant with all others.
bool takesTarget(const std::string& command) {
  return command == "rebuild" || command == "backup" || command == "archive" ||
         command == "pictures";
}

bool takeMonths(const std::string& text, std::int64_t& months) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), months);
  return error == std::errc{} && end == text.data() + text.size() && months >= 1 && months <= 1200;
}

bool takeOption(Arguments& arguments, const std::string& name, const std::string& value) {
  const auto assign = [](auto& to, const auto& read) {
    if (read) to = *read;
    return read.has_value();
  };
  if (name == "--to" && !takesTarget(arguments.command)) {
    return assign(arguments.until, instantOfUtc(value));
  }
  if (name == "--to") return arguments.to = value, true;
  if (name == "--from") return assign(arguments.from, instantOfUtc(value));
  if (name == "--point") return arguments.point = value, true;
  if (name == "--link") return arguments.link = value, true;
  if (name == "--site-key") return arguments.siteKey = value, true;
  if (name == "--site") return arguments.site = value, true;
  if (name == "--what-if") return arguments.whatIf.emplace_back(value), true;
  if (name == "--lang") return arguments.chinese = value == "zh", value == "zh" || value == "en";
  if (name == "--speed") return takeSpeed(value, arguments.speed);
  if (name == "--keep-raw") return takeMonths(value, arguments.keepMonths);
  if (name == "--out") return arguments.package.file = value, true;
  if (name == "--id") return arguments.package.id = value, true;
  if (name == "--seal-key") return arguments.package.sealKey = value, true;
  if (name == "--note") return takeNote(value, arguments.package.notes);
  if (name == "--author") return arguments.author = value, true;
  if (name == "--words") return arguments.words = value, true;
  if (name == "--lead") return takeLead(value, arguments.package.lead);
  if (name == "--screenshot") return arguments.package.pictures.emplace_back(value), true;
  if (name == "--csv") return arguments.table = value, true;
  if (name == "--map") return arguments.map = value, true;
  if (name == "--seal") {
    const auto seal = sealOf(value);
    if (seal) arguments.seals.push_back(*seal);
    return seal.has_value();
  }
  const auto key = bytesOfHex(value);
  if (name != "--key" || !key || key->size() != PublicKey{}.size()) return false;
  std::copy(key->begin(), key->end(), arguments.key.emplace().begin());
  return true;
}

int verify(const Arguments& arguments) {
  if (isPackage(arguments.directory)) return verifyPackage(arguments.directory, arguments.key);
  const JournalVerdict verdict =
      checkJournal(arguments.directory / "mine.db", arguments.seals, arguments.key);
  if (verdict.fault && verdict.badSeq == 0) return complain(*verdict.fault);
  if (verdict.fault) {
    return complain("row " + std::to_string(verdict.badSeq) + ": " + english(*verdict.fault));
  }
  std::cout << "the journal is as it was written: " << verdict.rows << " rows, " << verdict.seals
            << " seals";
  if (verdict.newest) std::cout << ", until " << utcText(*verdict.newest, 6);
  std::cout << '\n';
  return verifyMonths(arguments.directory);
}

int seals(const Arguments& arguments) {
  const JournalVerdict verdict = checkJournal(arguments.directory / "mine.db");
  if (verdict.fault) return verify(arguments);
  std::cout << "seal " << verdict.head.seq << ':' << hexText(verdict.head.hash) << '\n';
  if (verdict.key) std::cout << "key " << hexText(*verdict.key) << '\n';
  return 0;
}

int rebuild(const Arguments& arguments) {
  if (const auto fault = rebuildJournal(arguments.directory / "mine.db", arguments.to)) {
    return complain(*fault);
  }
  std::cout << arguments.to.string() << ": equal to the old one\n";
  return 0;
}

int exportSamples(const Arguments& arguments) {
  const Site site = recordedPoints(arguments.directory);
  SampleReader reader{arguments.directory, site};
  bool known = false;
  std::cout << "point,t_utc,value,unit,quality,from_event\n";
  for (std::uint32_t i = 0; i < site.points.size(); ++i) {
    const PointSite& point = site.points[i];
    if (point.tag != arguments.point) continue;
    known = true;
    const Series series = reader.samples(PointId{i}, arguments.from, arguments.until);
    std::size_t at = 0;
    for (const QualityRun& run : series.quality) {
      for (std::uint32_t n = 0; n < run.count; ++n, ++at) {
        std::cout << point.tag << ',' << utcText(fromMicroseconds(series.at_us[at]), 6) << ','
                  << numberText({series.values[at], point.unit}) << ','
                  << unitFacts(point.unit).symbol << ',' << run.quality.bits << ','
                  << (run.fromEvent ? 1 : 0) << '\n';
      }
    }
  }
  if (!known) return complain("no point '" + arguments.point + "' in this recording");
  if (reader.damaged() > 0) return complain("parts of the recording are damaged and left out");
  return 0;
}

int stats(const Arguments& arguments) {
  std::printf("%-20s %12s %8s %8s %8s %12s %8s\n", "file", "bytes", "points", "chunks", "ticks",
              "samples", "B/sample");
  for (const MonthFacts& month : monthsOf(arguments.directory)) {
    std::printf("%-20s %12llu %8lld %8lld %8lld %12lld %8.2f\n",
                month.file.filename().c_str(), static_cast<unsigned long long>(month.bytes),
                static_cast<long long>(month.points), static_cast<long long>(month.chunks),
                static_cast<long long>(month.ticks), static_cast<long long>(month.samples),
                month.samples > 0 ? double(month.bytes) / double(month.samples) : 0);
  }
  return 0;
}

int backup(const Arguments& arguments) {
  if (const auto fault = backUp(arguments.directory, arguments.to)) return complain(*fault);
  std::cout << arguments.to.string() << ": copied\n";
  return 0;
}

int package(const Arguments& arguments) {
  if (arguments.package.file.empty()) return complain("--out is missing"), wrongUse;
  PackageOptions options = arguments.package;
  options.directory = arguments.directory;
  options.from = arguments.from;
  options.to = arguments.until;
  return makePackage(options);
}

int note(const Arguments& arguments) {
  if (arguments.words.empty()) return complain("--words is missing"), wrongUse;
  if (arguments.from == Arguments{}.from) return complain("--from is missing"), wrongUse;
  const Instant until = arguments.until == Arguments{}.until ? arguments.from : arguments.until;
  if (until < arguments.from) return complain("--to is before --from"), wrongUse;
  return annotate(arguments.directory,
                  {arguments.from, until, arguments.author, arguments.point, arguments.words});
}

int run(const Arguments& arguments) {
  if (takesTarget(arguments.command) && arguments.to.empty()) {
    return complain("--to is missing"), wrongUse;
  }
  if (arguments.command == "verify") return verify(arguments);
  if (arguments.command == "package") return package(arguments);
  if (arguments.command == "annotate") return note(arguments);
  if (isPackage(arguments.directory)) {
    if (const auto fault = packageFault(arguments.directory)) return complain(*fault);
  }
  if (arguments.command == "bookmarks") return listBookmarks(arguments.directory);
  if (arguments.command == "pictures") return takeOutPictures(arguments.directory, arguments.to);
  if (arguments.command == "seals") return seals(arguments);
  if (arguments.command == "rebuild") return rebuild(arguments);
  if (arguments.command == "import") {
    if (arguments.table.empty()) return complain("--csv is missing"), wrongUse;
    if (arguments.map.empty()) return complain("--map is missing"), wrongUse;
    return runImport({arguments.table, arguments.map, arguments.directory});
  }
  if (arguments.command == "stats") return stats(arguments);
  if (arguments.command == "backup") return backup(arguments);
  if (arguments.command == "archive") {
    return archiveRecording(arguments.directory, arguments.to, arguments.keepMonths);
  }
  const PlayOptions play{arguments.directory, arguments.from, arguments.until, arguments.speed,
                         arguments.siteKey, arguments.link, arguments.whatIf,
                         arguments.fromSamples, arguments.site, arguments.json,
                         arguments.chinese};
  if (arguments.command == "play" && arguments.fromSamples) return playSamples(play);
  if (arguments.command == "play") return playRecording(play);
  if (arguments.command == "compare") return compareRecording(play);
  if (arguments.command == "frames" && arguments.link.empty()) {
    return complain("--link is missing"), wrongUse;
  }
  if (arguments.command == "frames") return printFrames(play);
  if (arguments.command != "export") {
    return complain("unknown command '" + arguments.command + "'; --help lists them"), wrongUse;
  }
  if (arguments.point.empty()) return complain("--point is missing"), wrongUse;
  return exportSamples(arguments);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words{argv + 1, argv + argc};
  if (!words.empty() && (words[0] == "--help" || words[0] == "-h")) {
    std::cout << usage;
    return 0;
  }
  if (words.size() < 2) {
    std::cerr << usage;
    return wrongUse;
  }
  Arguments arguments;
  arguments.command = words[0];
  arguments.directory = words[1];
  for (std::size_t i = 2; i < words.size(); i += 2) {
    if (words[i] == "--from-samples") {
      arguments.fromSamples = true;
      --i;
    } else if (words[i] == "--bookmarks") {
      arguments.package.bookmarks = true;
      --i;
    } else if (words[i] == "--json") {
      arguments.json = true;
      --i;
    } else if (i + 1 == words.size() || !takeOption(arguments, words[i], words[i + 1])) {
      const std::string value = i + 1 < words.size() ? " " + words[i + 1] : "";
      return complain("cannot use '" + words[i] + value + "'; --help lists the options"), wrongUse;
    }
  }
  return run(arguments);
}
