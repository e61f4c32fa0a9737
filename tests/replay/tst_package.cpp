// An incident in one file: it replays as it was, whatever is changed in it shows, and what a
// stranger sends does nothing.
#include <sqlite3.h>

#include <QTest>

#include <fstream>
#include <random>

#include "historian/journal.h"
#include "historian/package_check.h"
#include "historian/package_file.h"
#include "historian/package_writer.h"
#include "historian/png_check.h"
#include "historian/recording.h"
#include "historian/sample_reader.h"
#include "replay/recorded_mine.h"
#include "replay/run_player.h"
#include "replay/stored_samples.h"
#include "support/seed.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

namespace fs = std::filesystem;

std::string textOf(const std::optional<Phrase>& words) { return words ? english(*words) : ""; }

std::string bytesOf(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}
void write(const fs::path& file, const std::string& bytes) {
  std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}

// One pixel.
const std::string png{
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3a\x7e\x9b\x55"
    "\0\0\0\nIDATx\x9c\x63\x60\0\0\0\2\0\1\x48\xaf\xa4\x71"
    "\0\0\0\0IEND\xae\x42\x60\x82",
    67};

bool isPicture(std::string bytes) {
  return !pngFault({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

// Takes the signature off, changes what is in it, and signs anew: a forger with a key of his own.
void forge(const fs::path& file, const std::string& sql, const SealKey& key) {
  std::string bytes = bytesOf(file);
  write(file, bytes.substr(0, bytes.size() - 104));
  sqlite3* database = nullptr;
  sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
  char* words = nullptr;
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &words) != SQLITE_OK) {
    qFatal("%s: %s", sql.c_str(), words);
  }
  sqlite3_close(database);
  if (!signPackage(file, key)) qFatal("cannot sign");
}

}  // namespace

class TestPackage : public QObject {
  Q_OBJECT

  std::unique_ptr<RecordedMine> mine_;
  QTemporaryDir directory_;
  fs::path file_;
  Instant from_, to_;
  SealKey key_ = keyIn("forger.key");
  std::optional<PublicKey> mineKey_;

  fs::path path(const char* name) const { return directory_.filePath(name).toStdString(); }
  SealKey keyIn(const char* name) const {
    return std::get<SealKey>(SealKey::readOrMake(path(name)));
  }
  fs::path copy() const {
    fs::copy_file(file_, path("copy.msl"), fs::copy_options::overwrite_existing);
    return path("copy.msl");
  }

 private slots:
  void initTestCase() {
    mine_ = std::make_unique<RecordedMine>();
    CoreBench& bench = mine_->bench();
    bench.start();
    for (RelayId relay : {k1, k2, k3}) QVERIFY(bench.switchOn(relay));
    bench.run(minutes{70});  // a seal of the journal
    from_ = bench.now();
    bench.setGas(160);
    bench.run(seconds{20});
    bench.node(gasNode).setPowered(false);
    bench.run(seconds{30});
    to_ = bench.now();
    bench.node(gasNode).setPowered(true);
    bench.setGas(30);
    bench.run(minutes{70});  // and another one
    mine_->stop();
    file_ = path("incident-1.msl");
    auto key = SealKey::readOrMake(mine_->directory() / "seal.key");
    mineKey_ = std::get<SealKey>(key).publicKey();
    write(path("map.png"), png);
    const auto made = writePackage({mine_->directory(), from_, to_, file_, "gas at the face",
                                    {{from_, "first seen"}}, std::nullopt, {path("map.png")}},
                                   std::get<SealKey>(key));
    const auto* fault = std::get_if<Phrase>(&made);
    QVERIFY2(fault == nullptr, fault != nullptr ? english(*fault).c_str() : "");
  }

  void it_says_what_it_is_and_who_signed_it() {
    const PackageVerdict verdict = checkPackage(file_, mineKey_);
    QVERIFY2(!verdict.fault, textOf(verdict.fault).c_str());
    QCOMPARE(verdict.id, std::string("gas at the face"));
    QVERIFY(verdict.from == from_ && verdict.to == to_);
    QVERIFY(verdict.signer == mineKey_ && verdict.journal.key == mineKey_);
    QCOMPARE(verdict.journal.rows, verdict.lastRow - verdict.firstRow + 1);
    QVERIFY(verdict.journal.seals >= 2);
    QCOMPARE(verdict.afterSeal, 0);  // the seal after the span is its last row
    QCOMPARE(verdict.runs, 1);
    QCOMPARE(verdict.notes, 1);
    QCOMPARE(verdict.pictures, 1);
    QVERIFY(verdict.samples > 50);
    QCOMPARE(textOf(checkPackage(file_, key_.publicKey()).fault),
             std::string("it is signed by another key"));
  }

  void its_samples_are_those_of_the_span() {
    const Site site = recordedPoints(mine_->directory());
    const Site same = recordedPoints(file_);
    QCOMPARE(same.points.size(), site.points.size());
    SampleReader whole{mine_->directory(), site}, package{file_, same};
    const Instant early = fromMicroseconds(0), late = from_ + std::chrono::hours{100000};
    for (std::uint32_t i = 0; i < site.points.size(); ++i) {
      const PointId point{i};
      QVERIFY(package.samples(point, early, late) == whole.samples(point, from_, to_));
      const auto bins = package.bins(point, from_, to_, minuteSpan);
      QVERIFY(bins == binsOf(whole.samples(point, from_, to_), minuteSpan));
    }
    QCOMPARE(package.damaged(), std::uint64_t{0});
  }

  void its_samples_come_in_the_order_of_their_instants() {
    const Site same = recordedPoints(file_);
    const Instant early = fromMicroseconds(0), late = from_ + std::chrono::hours{100000};
    std::int64_t read = 0;
    Instant last = early;
    StoredSamples{file_, same}.read(early, late, [&](const Sample& sample) {
      if (sample.at < last) return false;
      last = sample.at;
      ++read;
      return true;
    });
    QCOMPARE(read, checkPackage(file_, mineKey_).samples);
  }

  void it_replays_as_it_was() {
    const auto runs = InputReader{file_}.runs();
    QCOMPARE(runs.size(), std::size_t{1});
    const RunComparison result =
        compareRun(file_, runs[0], INT64_MAX, mine_->site());
    QVERIFY(result.equal() && !result.damaged);
    QVERIFY(result.rows > 30);
    QCOMPARE(result.missing, std::uint64_t{0});
  }

  void every_single_changed_byte_is_found() {
    std::mt19937_64 random{test::seedOfRun()};
    const std::string bytes = bytesOf(file_);
    const fs::path changed = copy();
    // SQLite's header, the signature, and some hundred bytes between them.
    const std::size_t header = 100, end = bytes.size() - 104, stride = end / 150;
    for (std::size_t at = 0; at < bytes.size();
         at += at < header || at >= end ? 1 : std::min(1 + random() % stride, end - at)) {
      std::fstream stream{changed, std::ios::binary | std::ios::in | std::ios::out};
      const auto put = [&](char letter) {
        stream.seekp(static_cast<std::streamoff>(at));
        stream.put(letter);
        stream.flush();
      };
      put(static_cast<char>(bytes[at] ^ (1 << random() % 8)));
      const auto signer = signerOf(changed);
      QVERIFY2(std::holds_alternative<Phrase>(signer), qPrintable(QString::number(at)));
      put(bytes[at]);
    }
    QVERIFY(std::holds_alternative<PublicKey>(signerOf(changed)));
    write(changed, bytes.substr(0, bytes.size() - 1));
    QVERIFY(std::holds_alternative<Phrase>(signerOf(changed)));
    write(changed, bytes + "x");
    QVERIFY(std::holds_alternative<Phrase>(signerOf(changed)));
  }

  void what_a_forger_signed_does_not_hold_together_data() {
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* sql, const char* words) {
      QTest::newRow(name) << sql << words;
    };
    const char* middle = "(SELECT max(seq) - 3 FROM journal)";
    const QString body =
        QString("UPDATE journal SET body = body || ' ' WHERE seq = %1").arg(middle);
    const QString gone = QString("DELETE FROM journal WHERE seq = %1").arg(middle);
    row("a row", qPrintable(body), "of the journal");
    row("a row less", qPrintable(gone), "of the journal");
    row("a cut end", "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "missing");
    row("a table", "UPDATE alarm SET priority = 9", "of the journal");
    row("a configuration", "UPDATE rule SET number = 77", "of the journal");
    row("samples", "UPDATE chunk SET bytes = zeroblob(20)", "samples");
    row("other bins", "UPDATE chunk SET minutes = (SELECT minutes FROM chunk WHERE id = 1)"
                      " WHERE id = 2", "samples");
    row("inputs", "UPDATE batch SET bytes = x'01'", "inputs");
    row("a picture", "UPDATE picture SET png = zeroblob(67)", "picture map.png");
    row("no manifest", "DELETE FROM manifest", "manifest");
    row("a trigger", "CREATE TRIGGER t AFTER INSERT ON alarm BEGIN SELECT 1; END", "other tables");
    row("a view", "CREATE VIEW v AS SELECT load_extension('x')", "other tables");
    row("a table more", "CREATE TABLE t(a)", "other tables");
    row("another view", "DROP VIEW alarm_view; CREATE VIEW alarm_view AS SELECT 1 AS at_utc",
        "other tables");
    row("a virtual table", "CREATE VIRTUAL TABLE t USING fts5(a)", "other tables");
    row("another version", "PRAGMA user_version = 7", "version 7");
    row("another kind", "PRAGMA application_id = 7", "no incident package");
  }
  void what_a_forger_signed_does_not_hold_together() {
    QFETCH(QString, sql);
    QFETCH(QString, words);
    const fs::path forged = copy();
    forge(forged, sql.toStdString(), key_);
    QVERIFY(std::holds_alternative<PublicKey>(signerOf(forged)));
    const PackageVerdict verdict = checkPackage(forged);
    QVERIFY2(textOf(verdict.fault).find(words.toStdString()) != std::string::npos,
             textOf(verdict.fault).c_str());
    QVERIFY(checkPackage(forged, mineKey_).fault);
  }

  void what_is_no_package_is_said_and_left_alone() {
    QVERIFY(checkPackage(path("nothing.msl")).fault);
    write(path("text.msl"), std::string(5000, 'x'));
    QVERIFY(checkPackage(path("text.msl")).fault);
    QVERIFY(checkContents(path("text.msl")).fault);
    QVERIFY(InputReader{path("text.msl")}.runs().empty());
    const PackageOrder again{mine_->directory(), from_, to_, file_, "", {}};
    const std::string before = bytesOf(file_);
    QVERIFY(std::holds_alternative<Phrase>(writePackage(again, key_)));
    QVERIFY(bytesOf(file_) == before);
    const PackageOrder nowhere{path("no"), from_, to_, path("x.msl"), "", {}};
    QVERIFY(std::holds_alternative<Phrase>(writePackage(nowhere, key_)));
    QVERIFY(!fs::exists(path("x.msl")) && !fs::exists(path("x.msl.part")));
  }

  void reading_it_leaves_nothing_beside_it() {
    const fs::path only = path("alone");
    fs::create_directory(only);
    fs::copy_file(file_, only / "a %?#.msl");
    fs::permissions(only / "a %?#.msl", fs::perms{0444});
    QVERIFY(!checkPackage(only / "a %?#.msl").fault);
    QVERIFY(!InputReader{only / "a %?#.msl"}.runs().empty());
    QCOMPARE(std::distance(fs::directory_iterator{only}, fs::directory_iterator{}), 1);
  }

  // What bounds it: a run of days comes from some minutes before the span on.
  void of_a_long_run_only_the_lead_comes_and_that_it_is_cut_is_said() {
    const auto made =
        writePackage({mine_->directory(), from_, to_, path("lead.msl"), "", {}, minutes{10}}, key_);
    const auto& contents = std::get<PackageContents>(made);
    QCOMPARE(contents.cutRuns, 1);
    QVERIFY(contents.bytes * 3 < fs::file_size(file_) * 2);
    QVERIFY(!checkPackage(path("lead.msl")).fault);
    const RecordedRun run = InputReader{path("lead.msl")}.runs().at(0);
    const RecordedRun whole = InputReader{file_}.runs().at(0);
    QVERIFY(run.at > whole.at && run.at < from_);  // a commit stays whole
    RunPlayer cut{path("lead.msl"), run, mine_->site()};
    cut.advance(from_ + seconds{15});
    QVERIFY(cut.beginningLost() > 0);
    const Site same = recordedPoints(path("lead.msl"));
    SampleReader lead{path("lead.msl"), same}, all{file_, same};
    QVERIFY(lead.samples(ch4, from_, to_) == all.samples(ch4, from_, to_));
    QVERIFY(!lead.samples(ch4, from_, to_).empty());
    // A lead that reaches its beginning brings it whole.
    const auto longer = writePackage(
        {mine_->directory(), from_, to_, path("all.msl"), "", {}, minutes{600}}, key_);
    QCOMPARE(std::get<PackageContents>(longer).cutRuns, 0);
    QVERIFY(compareRun(path("all.msl"), InputReader{path("all.msl")}.runs().at(0), INT64_MAX,
                       mine_->site()).equal());
  }

  void a_picture_is_a_whole_png_of_bounded_size() {
    QVERIFY(isPicture(png));
    for (std::size_t length = 0; length < png.size(); ++length) {
      QVERIFY2(!isPicture(png.substr(0, length)), qPrintable(QString::number(length)));
    }
    QVERIFY(!isPicture(png + "x"));
    std::string wide = png;
    wide.replace(16, 4, std::string("\0\0\x40\0", 4));  // 16,384
    QVERIFY(isPicture(wide));
    wide.replace(16, 4, std::string("\0\0\x40\1", 4));
    QVERIFY(!isPicture(wide));
    std::string large = png;
    const auto fill = static_cast<std::uint32_t>(pngBytesMax - png.size() - 12);
    std::string chunk{static_cast<char>(fill >> 24), static_cast<char>(fill >> 16),
                      static_cast<char>(fill >> 8), static_cast<char>(fill)};
    chunk += "tEXt" + std::string(fill + 4, 'x');
    large.insert(png.size() - 12, chunk);
    QCOMPARE(large.size(), pngBytesMax);
    QVERIFY(isPicture(large));
    QVERIFY(!isPicture(large + "x"));
    write(path("no.png"), "GIF89a");
    const auto made = writePackage(
        {mine_->directory(), from_, to_, path("p.msl"), "", {}, {}, {path("no.png")}}, key_);
    QVERIFY(std::holds_alternative<Phrase>(made) && !fs::exists(path("p.msl")));
  }

  void a_span_without_anything_is_a_package_all_the_same() {
    const Instant then = fromMicroseconds(1'000'000);
    const auto made = writePackage(
        {mine_->directory(), then, then + seconds{1}, path("empty.msl"), "", {}}, key_);
    QVERIFY(std::holds_alternative<PackageContents>(made));
    const PackageVerdict verdict = checkPackage(path("empty.msl"));
    QVERIFY2(!verdict.fault, textOf(verdict.fault).c_str());
    QCOMPARE(verdict.samples, 0);
    QVERIFY(verdict.journal.key.value_or(PublicKey{}) != key_.publicKey());
  }
};

QTEST_GUILESS_MAIN(TestPackage)
#include "tst_package.moc"
