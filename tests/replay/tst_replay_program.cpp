// firedamp-replay on a recording of the real engine: what it says, and how it ends.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <vector>

#include "csv/csv_rows.h"
#include "historian/input_reader.h"
#include "historian/input_store.h"
#include "replay/recorded_story.h"

using namespace firedamp;
using firedamp::testing::RecordedStory;

namespace {

constexpr int fine = 0, failed = 1, wrongUse = 2, notComparable = 3;

struct Said {
  int code = -1;
  QString out, errors;
};

Said replay(const QStringList& arguments) {
  QProcess process;
  process.start(FIREDAMP_BINARY_DIR "/bin/firedamp-replay", arguments);
  if (!process.waitForFinished(60000)) qFatal("no answer from firedamp-replay");
  return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
          QString::fromUtf8(process.readAllStandardOutput()),
          QString::fromUtf8(process.readAllStandardError())};
}

std::vector<std::vector<std::string>> rowsOf(const QString& csv) {
  std::vector<std::vector<std::string>> rows;
  CsvRows reader;
  for (const QString& line : csv.split('\n', Qt::SkipEmptyParts)) {
    if (reader.line(line.toStdString()) != CsvRows::Step::row) return {};
    rows.emplace_back(reader.fields().begin(), reader.fields().end());
  }
  return rows;
}

void change(const QString& directory, const char* sql) {
  Database database{inputPath(directory.toStdString()), SQLITE_OPEN_READWRITE};
  QCOMPARE(database.execute(sql), SQLITE_OK);
}

}  // namespace

class TestReplayProgram : public QObject {
  Q_OBJECT

  std::unique_ptr<RecordedStory> story_;

  QString data() const { return story_->data(); }
  // Another recording with the same contents, to be spoilt.
  QString copy(const QString& name) const {
    const QString to = story_->path(name);
    QDir{}.mkpath(to);
    for (const QString& file : QDir{data()}.entryList(QDir::Files)) {
      QFile::copy(data() + "/" + file, to + "/" + file);
    }
    return to;
  }
  // The rules of the recorded site with another limit in them.
  QString rules(const QByteArray& from, const QByteArray& to) const {
    QFile file{story_->site() + "/rules/cn-2016.toml"};
    if (!file.open(QIODevice::ReadOnly)) qFatal("no rules");
    QByteArray text = file.readAll();
    if (!text.contains(from)) qFatal("no %s in the rules", from.constData());
    const qsizetype place = text.indexOf(from, text.indexOf("[class.LW_T0]"));
    text.replace(place, from.size(), to);
    QDir{}.mkpath(story_->path("other"));
    QFile other{story_->path("other/cn-2016.toml")};
    if (!other.open(QIODevice::WriteOnly)) qFatal("cannot write rules");
    other.write(text);
    return other.fileName();
  }

 private slots:
  // Two runs: one stopped in order, one killed.
  void initTestCase() {
    story_ = std::make_unique<RecordedStory>();
    QVERIFY(story_->begin());
    QVERIFY(story_->startEngine());
    QVERIFY(story_->gasTripsTheFace());
    QCOMPARE(story_->stopEngine(), 0);
    QVERIFY(story_->startEngine());
    story_->engine().kill9();
  }
  void cleanupTestCase() { story_.reset(); }

  void the_journal_of_each_run_is_made_again_byte_for_byte() {
    const Said said = replay({"compare", data()});
    QVERIFY2(said.code == fine, qPrintable(said.out + said.errors));
    const QStringList runs = said.out.split('\n').filter(QRegularExpression{"^run \\d of"});
    QCOMPARE(runs.size(), 2);
    const QRegularExpression equal{": (\\d+) rows are equal$"};
    QVERIFY2(equal.match(runs[0]).captured(1).toInt() > 20, qPrintable(said.out));
    QVERIFY2(equal.match(runs[1]).hasMatch(), qPrintable(said.out));
  }

  void play_says_what_the_engine_said_then() {
    const Said said = replay({"play", data()});
    QVERIFY2(said.code == fine, qPrintable(said.errors));
    QVERIFY2(said.errors.isEmpty(), qPrintable(said.errors));
    QVERIFY(said.out.contains("CH4-01 ALARM trip P1 raised"));
    QVERIFY(said.out.contains("CH4-01 ALARM trip P1 acknowledged"));
    QVERIFY(said.out.contains("FACE-1203 AREA power off"));
  }

  void play_begins_and_ends_where_it_is_told() {
    const QString all = replay({"play", data()}).out;
    const QString tripLine = all.split('\n').filter("ALARM trip P1 raised").value(0);
    QString at = tripLine.section(' ', 0, 1);
    at = at.section('.', 0, 0).replace(' ', 'T');
    const Said before = replay({"play", data(), "--to", at});
    QVERIFY2(before.code == fine, qPrintable(before.errors));
    QVERIFY2(!before.out.contains("ALARM trip P1 raised") && !before.out.isEmpty(),
             qPrintable(at + "\n" + before.out));
    const Said after = replay({"play", data(), "--from", at});
    QVERIFY(after.out.contains("ALARM trip P1 raised"));
    QVERIFY(after.out.size() < all.size());
    QCOMPARE(replay({"play", data(), "--from", "2200-01-01"}).out, QString{});
  }

  void frames_of_a_link_are_csv_both_ways() {
    const auto run = InputReader{data().toStdString()}.links();
    QVERIFY(!run.empty());
    const Said said = replay({"frames", data(), "--link", run[0].c_str()});
    QVERIFY2(said.code == fine, qPrintable(said.errors));
    const auto rows = rowsOf(said.out);
    QVERIFY(rows.size() > 50);
    QCOMPARE(rows[0], (std::vector<std::string>{"t_utc", "way", "hex_or_words"}));
    int sent = 0, received = 0;
    for (const auto& row : rows) {
      QCOMPARE(row.size(), std::size_t{3});
      sent += row[1] == "sent";
      received += row[1] == "received";
    }
    QVERIFY(sent > 20 && received > 20);
  }

  void a_link_that_the_recording_does_not_have_is_named_with_those_it_has() {
    const Said said = replay({"frames", data(), "--link", "wire-9"});
    QCOMPARE(said.code, failed);
    QVERIFY(said.out.isEmpty());
    const std::string known = InputReader{data().toStdString()}.links().at(0);
    QVERIFY2(said.errors.contains("no link 'wire-9'") && said.errors.contains(known.c_str()),
             qPrintable(said.errors));
    QCOMPARE(replay({"frames", data()}).code, wrongUse);
  }

  void words_with_commas_and_quotes_are_one_field() {
    const QString other = story_->path("words");
    QDir{}.mkpath(other);
    Site site;
    site.links.resize(1);
    site.links[0].tag = "a, \"b\"";
    const Instant at = fromMicroseconds(1'700'000'000'000'000);
    const std::string why = "refused, by \"peer\"\nand so on";
    const EngineInput started{at, 1, EngineStarted{}};
    const EngineInput down{at, 2, WireEvent{LinkId{0}, at, WireEvent::Kind::down, {}, why}};
    InputStore store{other.toStdString(), site, {}};
    QVERIFY(!store.record(std::vector<const EngineInput*>{&started, &down}));
    const Said said = replay({"frames", other, "--link", "a, \"b\""});
    QVERIFY2(said.code == fine, qPrintable(said.errors));
    QVERIFY2(said.out.contains("down,\"refused, by \"\"peer\"\"\nand so on\"\n"),
             qPrintable(said.out));
  }

  void what_if_tells_which_alarms_come_later() {
    const QString file = rules("alarm_pct = 1.0", "alarm_pct = 1.3");
    const Said json = replay({"play", data(), "--what-if", file, "--json"});
    QVERIFY2(json.code == fine, qPrintable(json.errors));
    bool later = false;
    for (const QString& line : json.out.split('\n', Qt::SkipEmptyParts)) {
      const QJsonObject run = QJsonDocument::fromJson(line.toUtf8()).object();
      QVERIFY2(run.contains("alarms") && run.contains("trips"), qPrintable(line));
      for (const QJsonValue& each : run["alarms"].toArray()) {
        const QJsonObject alarm = each.toObject();
        later = later || (alarm["tag"] == "CH4-01" && alarm["change"] == "later");
      }
    }
    QVERIFY2(later, qPrintable(json.out));
    const Said text = replay({"play", data(), "--what-if", file, "--lang", "zh"});
    QCOMPARE(text.code, fine);
    QVERIFY(text.out.contains("CH4-01") && text.out != json.out);
  }

  void what_if_names_files_that_are_none() {
    const Said absent = replay({"play", data(), "--what-if", story_->path("nowhere.toml")});
    QCOMPARE(absent.code, failed);
    QVERIFY2(absent.errors.contains("nowhere.toml cannot be read"), qPrintable(absent.errors));
    const Said wrong = replay({"play", data(), "--what-if",
                               rules("alarm_pct = 1.0", "alarm_pct = \"much\"")});
    QCOMPARE(wrong.code, failed);
    QVERIFY2(wrong.errors.contains("cn-2016.toml:"), qPrintable(wrong.errors));
  }

  void rules_and_alarms_run_over_the_stored_samples_alone() {
    const QString bare = copy("samples");
    QVERIFY(QFile::remove(bare + "/inputs.db"));  // as if they had left the ring
    const Said nothing = replay({"play", bare, "--from-samples"});
    QCOMPARE(nothing.code, failed);
    QVERIFY2(nothing.errors.contains("--site"), qPrintable(nothing.errors));
    for (const Said& said : {replay({"play", data(), "--from-samples"}),
                             replay({"play", bare, "--from-samples", "--site", story_->site()})}) {
      QVERIFY2(said.code == fine, qPrintable(said.errors));
      QVERIFY2(said.out.contains("CH4-01 ALARM alarm P2 raised") &&
                   said.out.contains("CH4-01 ALARM trip P1 raised") &&
                   said.out.contains("RLY-01 would be tripped: CH4-01"),
               qPrintable(said.out));
    }
    QCOMPARE(replay({"play", data(), "--from-samples", "--site", "/nowhere"}).code, failed);
  }

  void what_if_is_asked_of_the_stored_samples_alone() {
    const QString bare = copy("what-if-samples");
    QVERIFY(QFile::remove(bare + "/inputs.db"));
    const QString file = rules("alarm_pct = 1.0", "alarm_pct = 1.3");
    for (const Said& said :
         {replay({"play", data(), "--from-samples", "--what-if", file, "--json"}),
          replay({"play", bare, "--from-samples", "--site", story_->site(), "--what-if", file,
                  "--json"})}) {
      QVERIFY2(said.code == fine, qPrintable(said.errors));
      const QJsonObject all = QJsonDocument::fromJson(said.out.toUtf8()).object();
      bool later = false;
      for (const QJsonValue& each : all["alarms"].toArray()) {
        const QJsonObject alarm = each.toObject();
        later = later || (alarm["tag"] == "CH4-01" && alarm["change"] == "later");
      }
      QVERIFY2(later, qPrintable(said.out));
      QVERIFY2(!all["trips"].toArray().isEmpty(), qPrintable(said.out));
    }
  }

  void a_damaged_recording_is_called_damaged() {
    const QString spoilt = copy("spoilt");
    change(spoilt, "UPDATE batch SET bytes = zeroblob(40) WHERE id = 3");
    for (const char* command : {"play", "compare"}) {
      const Said said = replay({command, spoilt});
      QCOMPARE(said.code, failed);
      QVERIFY2((said.out + said.errors).contains("parts of the recording"),
               qPrintable(said.out + said.errors));
    }
    QFile file{spoilt + "/inputs.db"};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is no database");
    file.close();
    for (const char* command : {"play", "compare"}) {
      QCOMPARE(replay({command, spoilt}).code, failed);
    }
  }

  void a_run_without_its_beginning_is_not_compared_and_play_says_where_it_begins() {
    const QString cut = copy("cut");
    change(cut, "DELETE FROM batch WHERE run_id = 1 AND id <= 4");
    const Said compared = replay({"compare", cut});
    QVERIFY2(compared.code == notComparable, qPrintable(compared.out + compared.errors));
    QVERIFY2(compared.out.contains("run 1") && compared.out.contains("not compared: its first"),
             qPrintable(compared.out));
    QVERIFY(compared.out.split('\n').filter("rows are equal").size() == 1);  // the second run
    const Said played = replay({"play", cut});
    QCOMPARE(played.code, fine);
    QVERIFY2(played.errors.contains("have left the recording; it begins at"),
             qPrintable(played.errors));
    QVERIFY(!played.out.isEmpty());
  }

  // What it would take to reach a node is not in the program at all.
  void the_way_to_the_nodes_is_physically_absent() {
    const QString nm = QStandardPaths::findExecutable("nm");
    if (nm.isEmpty()) QSKIP("no nm here");
    const auto imports = [&nm](const char* program) {
      QProcess process;
      process.start(nm, {"-D", "--undefined-only", FIREDAMP_BINARY_DIR "/bin/" + QString{program}});
      process.waitForFinished();
      return QString::fromUtf8(process.readAllStandardOutput());
    };
    const QRegularExpression line{" U (connect|socket|send|sendmsg|sendto|tcsetattr)\\b"};
    QVERIFY(line.match(imports("firedampd")).hasMatch());  // it can be seen where it is
    const QString found = line.match(imports("firedamp-replay")).captured(1);
    QVERIFY2(found.isEmpty(), qPrintable(found));
  }

  void a_directory_without_a_recording_is_named() {
    const QString empty = story_->path("empty");
    QDir{}.mkpath(empty);
    for (const char* command : {"play", "compare"}) {
      const Said said = replay({command, empty});
      QCOMPARE(said.code, failed);
      QVERIFY2(said.errors.contains("holds no recorded inputs"), qPrintable(said.errors));
    }
    QCOMPARE(replay({"frames", empty, "--link", "x"}).code, failed);
    QCOMPARE(replay({"play", data(), "--speed", "-1"}).code, wrongUse);
    QCOMPARE(replay({"play", data(), "--speed"}).code, wrongUse);
  }
};

QTEST_GUILESS_MAIN(TestReplayProgram)
#include "tst_replay_program.moc"
