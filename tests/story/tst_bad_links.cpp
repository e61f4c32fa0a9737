// firedampd against lines that refuse, stay silent, talk nonsense, break off, spoil what they
// carry, or carry another device than the site names. Wrong values may be missing; they are never
// shown as valid.
#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <utility>

#include "story/bad_line.h"
#include "story/child.h"
#include "story/small_site.h"

using firedamp::testing::BadLine;
using firedamp::testing::Child;
using firedamp::testing::SmallSite;
using firedamp::testing::writeSmallSite;

namespace {

const QString anyValue = "CH4-01 = ";
const QString validValue = "CH4-01 = [-0-9.]+ %CH4$";

quint32 seed() {
  static const quint32 value = qEnvironmentVariableIsSet("FIREDAMP_SEED")
                                   ? qEnvironmentVariable("FIREDAMP_SEED").toUInt()
                                   : std::random_device{}();
  return value;
}

int seconds(const char* variable, int usual) {
  return qEnvironmentVariableIsSet(variable) ? qEnvironmentVariableIntValue(variable) : usual;
}

// A simulated node behind RTU over TCP.
class SimNode {
 public:
  explicit SimNode(const QString& methane, int serial = 77)
      : child_{"firedamp-sim", {"--node", "methane", "--rtu-tcp", "0", "--serial",
                                QString::number(serial), "--seed", QString::number(serial)}} {
    port_ = child_.waitForLine("^READY").section(' ', 2).toUShort();
    set(methane);
  }
  quint16 port() const { return port_; }
  void set(const QString& methane) { child_.say("set node methane " + methane); }

 private:
  Child child_;
  quint16 port_ = 0;
};

}  // namespace

class TestBadLinks : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<QTemporaryDir> directory_;
  std::unique_ptr<BadLine> line_;
  std::unique_ptr<Child> engine_;
  std::mt19937 random_;

  void start(const QString& kind = "rtu-over-tcp", quint32 serial = 0) {
    SmallSite site;
    site.kind = kind;
    site.port = line_->port();
    site.serial = serial;
    writeSmallSite(directory_->filePath("site"), site);
    engine_ = std::make_unique<Child>(
        "firedampd", QStringList{"--site", directory_->filePath("site"), "--data",
                                 directory_->filePath("data"), "--console"});
  }

  // Waits while the line's own event loop turns.
  bool until(const std::function<bool()>& condition, int timeout_ms) {
    const QDeadlineTimer deadline{timeout_ms};
    while (!condition()) {
      if (deadline.hasExpired()) return false;
      QTest::qWait(5);
    }
    return true;
  }
  bool says(const QString& pattern, int timeout_ms = 20000) {
    if (until([&] { return !engine_->waitForLine(pattern, 0).isEmpty(); }, timeout_ms)) return true;
    qWarning().noquote() << "never said" << pattern << "but\n" << engine_->lines().join('\n');
    return false;
  }
  void lasts(int time_ms) {
    until([this] { return !engine_->running(); }, time_ms);
    QVERIFY2(engine_->running(), qPrintable(engine_->everything()));
  }

  // A counter of the link as the console's status shows it.
  qint64 counter(const QString& name) {
    const QRegularExpression wanted{"^  .* wire LINK .* " + name + " (\\d+)"};
    const QString pattern = wanted.pattern();
    const qsizetype before = engine_->lines(pattern).size();
    engine_->say("status");
    const bool came = until([&] {
      engine_->waitForLine(pattern, 0);
      return engine_->lines(pattern).size() > before;
    }, 5000);
    return came ? wanted.match(engine_->lines(pattern).last()).captured(1).toLongLong() : -1;
  }
  bool counterReaches(const QString& name, qint64 least, int timeout_ms = 15000) {
    return until([&] { return counter(name) >= least; }, timeout_ms);
  }

  // Values that were shown as valid since the mark, status included, and are none of these.
  QStringList wrongValues(const QStringList& right) {
    QStringList wrong = engine_->lines(validValue);
    for (const QString& value : right) {
      wrong = wrong.filter(QRegularExpression{"^(?!.*= " + value + " %CH4$)"});
    }
    return wrong;
  }

  qsizetype below(qsizetype bound) {
    return static_cast<qsizetype>(random_() % static_cast<quint32>(bound));
  }
  QByteArray noise(int most) {
    QByteArray bytes(1 + below(most), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random_());
    return bytes;
  }

 private slots:
  void initTestCase() { qInfo("FIREDAMP_SEED=%u", seed()); }
  void init() {
    random_.seed(seed());
    directory_ = std::make_unique<QTemporaryDir>();
    line_ = std::make_unique<BadLine>();
  }
  void cleanup() {
    if (engine_ && engine_->running()) QCOMPARE(engine_->terminate(), 0);
    engine_.reset();
    line_.reset();
  }

  void a_refused_link_is_an_alarm_and_runs_once_somebody_listens() {
    SimNode node{"0.43"};
    line_->nodes = {node.port()};
    line_->unplug();
    start();
    QVERIFY(says("wire LINK down: 127\\.0\\.0\\.1:\\d+: Connection refused"));
    QVERIFY(says("wire ALARM link-down P\\d raised"));
    QCOMPARE(engine_->lines(validValue), QStringList{});
    line_->plug();
    QVERIFY(says("wire LINK up"));
    QVERIFY(says("CH4-01 NODE running"));
    QVERIFY(says("CH4-01 = 0\\.43 %CH4$"));
    QVERIFY(says("wire ALARM link-down P\\d (returned|marked -> returned)"));
  }

  // Accepts, reads, never answers: what a half-open connection looks like to the engine.
  void a_silent_link_is_dialled_anew_until_it_answers() {
    start();
    QVERIFY(says("wire LINK up"));
    QVERIFY(until([this] { return line_->dials() >= 2; }, 15000));
    QVERIFY(says("wire LINK down: silent; hung up"));
    QVERIFY(says("CH4-01 ALARM no-data"));
    QCOMPARE(engine_->lines(validValue), QStringList{});
    SimNode node{"0.43"};
    line_->nodes = {node.port()};
    line_->hangUp();
    QVERIFY(says("CH4-01 = 0\\.43 %CH4$", 40000));
  }

  void random_bytes_are_counted_and_never_shown_data() {
    QTest::addColumn<QString>("kind");
    QTest::newRow("RTU over TCP") << "rtu-over-tcp";
    QTest::newRow("Modbus TCP") << "modbus-tcp";
  }
  void random_bytes_are_counted_and_never_shown() {
    QFETCH(QString, kind);
    start(kind);
    QVERIFY(says("wire LINK up"));
    QTimer talker;
    connect(&talker, &QTimer::timeout, this, [this] { line_->send(noise(300)); });
    talker.start(3);
    lasts(1000 * seconds("FIREDAMP_NOISE_S", 5));
    QVERIFY(counterReaches("stray", 5000));
    talker.stop();
    QVERIFY(counter("garbled") + counter("foreign") + counter("cut") + counter("crc") > 0);
    QCOMPARE(engine_->lines(anyValue).filter(QRegularExpression{"%CH4$"}), QStringList{});
    QCOMPARE(engine_->lines("CH4-01 NODE running"), QStringList{});
    if (kind == "modbus-tcp") return;

    SimNode node{"0.43"};
    line_->nodes = {node.port()};
    line_->hangUp();
    QVERIFY(says("CH4-01 NODE running", 40000));
    QVERIFY(says("CH4-01 = 0\\.43 %CH4$"));
  }

  void a_link_that_is_reset_in_the_middle_of_replies_comes_back_each_time() {
    SimNode node{"0.43"};
    line_->nodes = {node.port()};
    int resets = 0;
    const int wanted = seconds("FIREDAMP_RESETS", 50);
    line_->onReply = [&](std::size_t, const QByteArray& reply) {
      if (resets >= wanted || below(4) == 0) return reply;
      ++resets;
      line_->send(reply.left(below(reply.size())));
      QTimer::singleShot(0, line_.get(), [this] { line_->reset(); });
      return QByteArray{};
    };
    start();
    QVERIFY2(until([&] { return resets >= wanted; }, 120000), qPrintable(QString::number(resets)));
    engine_->mark();
    node.set("0.87");
    QVERIFY(says("CH4-01 = 0\\.87 %CH4$", 20000));
    QCOMPARE(wrongValues({"0\\.43", "0\\.87", "0\\.00"}), QStringList{});
  }

  // Up to three wrong bits in a reply (the check sum finds all of these), cuts, repeats, noise
  // before and behind, an old reply once more. What is shown is what the node measured.
  void a_spoiling_line_shows_no_wrong_value() {
    SimNode node{"0.43"};
    line_->nodes = {node.port()};
    start();
    QVERIFY(says("CH4-01 = 0\\.43 %CH4$"));
    engine_->mark();
    QByteArray old;
    line_->onReply = [&](std::size_t, const QByteArray& reply) { return spoilt(reply, old); };
    const int half_ms = 500 * seconds("FIREDAMP_SPOIL_S", 12);
    lasts(half_ms);
    QCOMPARE(wrongValues({"0\\.43"}), QStringList{});
    node.set("0.87");
    QVERIFY(says("CH4-01 = 0\\.87 %CH4$", 30000));
    engine_->mark();
    lasts(half_ms);
    QVERIFY(counterReaches("crc", 1));
    QCOMPARE(wrongValues({"0\\.87"}), QStringList{});
    qInfo("%d replies, crc %lld, cut %lld, garbled %lld, tag %lld", line_->replies(),
          counter("crc"), counter("cut"), counter("garbled"), counter("tag"));
    line_->onReply = nullptr;
    node.set("0.55");
    QVERIFY(says("CH4-01 = 0\\.55 %CH4$", 45000));
  }

  void another_device_than_the_site_names_is_quarantined() {
    SimNode node{"0.43", 77};
    line_->nodes = {node.port()};
    start("rtu-over-tcp", 78);
    QVERIFY(says("CH4-01 NODE quarantined: not the device of the site"));
    QVERIFY(says("CH4-01 ALARM exchanged-device P\\d raised"));
    lasts(3000);
    QCOMPARE(engine_->lines(validValue), QStringList{});
    QVERIFY(counterReaches("identity", 1));
    SimNode right{"0.21", 78};
    line_->nodes = {right.port()};
    line_->hangUp();
    QVERIFY(says("CH4-01 = 0\\.21 %CH4$"));
    QVERIFY(says("CH4-01 ALARM exchanged-device P\\d returned"));
  }

  void two_devices_under_one_address_show_no_value_data() {
    QTest::addColumn<int>("manner");
    QTest::newRow("in turns") << 0;
    QTest::newRow("as chance will have it") << 1;
    QTest::newRow("over each other") << 2;
  }
  void two_devices_under_one_address_show_no_value() {
    QFETCH(int, manner);
    SimNode one{"0.20", 77};
    SimNode other{"0.90", 78};
    line_->nodes = {one.port(), other.port()};
    QByteArray first;
    int round = 0;
    line_->onReply = [&](std::size_t, const QByteArray& reply) {
      if (first.isEmpty()) {
        first = reply;
        return QByteArray{};
      }
      const QByteArray both = meet(manner, round++, std::exchange(first, {}), reply);
      return both;
    };
    start();
    // A check each 10 s, and by chance both devices of one may be the same: a coin each time.
    QVERIFY(says(manner == 2 ? "CH4-01 ALARM no-data"
                             : "CH4-01 ALARM (duplicate-address|exchanged-device) P\\d raised",
                 100'000));
    // Chance may let the first pages agree; once both were heard it no longer can.
    if (manner == 1) engine_->mark();
    lasts(1000 * seconds("FIREDAMP_TWINS_S", manner == 2 ? 3 : 11));  // the next check is after 10
    QCOMPARE(engine_->lines(validValue), QStringList{});
  }

 private:
  QByteArray spoilt(const QByteArray& reply, QByteArray& old) {
    const QByteArray before = std::exchange(old, reply);
    QByteArray bad = reply;
    const qsizetype flips = 1 + below(3);
    switch (below(10)) {
      case 0:
      case 1:
        for (qsizetype i = 0; i < flips; ++i) flip(bad);
        return bad;
      case 2: return bad.left(below(bad.size()));
      case 3: return bad.mid(below(bad.size()));
      case 4: return bad + bad;
      case 5: return noise(40) + bad;
      case 6: return bad + noise(40);
      case 7: return before;
      case 8: return before.left(below(before.size() + 1)) + bad;
      default: return bad;
    }
  }
  void flip(QByteArray& bytes) {
    const qsizetype bit = below(8 * bytes.size());
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
  }
  // What the engine hears of two that answer at once. `a` came first.
  QByteArray meet(int manner, int round, const QByteArray& a, const QByteArray& b) {
    if (manner == 0) return round % 2 == 0 ? a : b;
    if (manner == 1) return below(2) == 0 ? a : b;
    QByteArray both = a.size() > b.size() ? a : b;
    for (qsizetype i = 0; i < qMin(a.size(), b.size()); ++i) {
      both[i] = static_cast<char>(a[i] & b[i]);
    }
    return both;
  }
};

QTEST_GUILESS_MAIN(TestBadLinks)
#include "tst_bad_links.moc"
