// Real terminals: a pty behaves like a serial port up to the last bit of timing.
#include <QTest>
#include <QFile>
#include <QTemporaryDir>

#include <memory>

#include "io/pseudo_port.h"
#include "io/rig.h"
#include "support/seed.h"

using namespace firedamp;
using namespace firedamp::test;
using std::chrono::milliseconds;

namespace {

LinkSite serialSite(const std::string& device, std::uint32_t baud = 9600) {
  LinkSite site;
  site.tag = "S1";
  site.kind = LinkKind::serial;
  site.device = device;
  site.baud = baud;
  return site;
}

// A stable name that points to whatever number the device has today.
class StableName {
 public:
  std::string path() const { return dir_.filePath("port").toStdString(); }
  void pointTo(const std::string& device) const {
    QFile::remove(QString::fromStdString(path()));
    QFile::link(QString::fromStdString(device), QString::fromStdString(path()));
  }

 private:
  QTemporaryDir dir_;
};

}  // namespace

class TestSerialLink : public QObject {
  Q_OBJECT

 private slots:
  void every_byte_value_goes_both_ways_untouched() {
    PseudoPort port;
    Rig rig{serialSite(port.path())};
    QVERIFY(rig.log.waitFor(Kind::up, 1));
    rig.send(everyByte());
    QCOMPARE(port.receive(256), everyByte());
    QVERIFY(rig.log.waitFor(Kind::sent, 1));
    QVERIFY(port.send(everyByte()));
    QVERIFY(rig.log.waitForReceived(256));
    QCOMPARE(rig.log.bytes(Kind::received), everyByte());
  }

  void unplugging_gives_one_down_and_no_busy_loop() {
    PseudoPort port;
    const LinkTiming timing{milliseconds{2000}, milliseconds{10}, milliseconds{80}, 5};
    Rig rig{serialSite(port.path()), timing};
    QVERIFY(rig.log.waitFor(Kind::up, 1));
    port.unplug();
    QVERIFY(rig.log.waitFor(Kind::down, 6));
    const auto events = rig.log.all();
    QVERIFY(pausesGrow(events, timing));
    QVERIFY(QString::fromStdString(events[1].text).startsWith(QString::fromStdString(port.path())));
    QCOMPARE(rig.log.count(Kind::up), 1u);
    QCOMPARE(rig.log.count(Kind::received), 0u);
  }

  void a_device_that_comes_back_under_another_number_is_found_by_its_stable_name() {
    const StableName name;
    auto port = std::make_unique<PseudoPort>();
    name.pointTo(port->path());
    Rig rig{serialSite(name.path())};
    QVERIFY(rig.log.waitFor(Kind::up, 1));
    const PseudoPort renamed;
    port.reset();
    QVERIFY(rig.log.waitFor(Kind::down, 1));
    name.pointTo(renamed.path());
    QVERIFY(rig.log.waitFor(Kind::up, 2));
    QVERIFY(renamed.send({0x11, 0x13, 0x00, 0xFF}));
    QVERIFY(rig.log.waitForReceived(4));
  }

  void after_200_random_unplugs_it_is_up_again() {
    constexpr std::size_t rounds = 200;
    std::mt19937 random{seedOfRun()};
    const StableName name;
    auto port = std::make_unique<PseudoPort>();
    name.pointTo(port->path());
    Rig rig{serialSite(name.path())};
    for (std::size_t round = 1; round <= rounds; ++round) {
      QVERIFY2(rig.log.waitFor(Kind::up, round), qPrintable(QString("round %1").arg(round)));
      if (random() % 2 == 0) port->send(Bytes(random() % 300 + 1, std::uint8_t(random())));
      if (random() % 2 == 0) rig.send(everyByte());
      if (random() % 4 == 0) {
        rig.reconnect();  // silent: hung up from our side
      } else {
        // The name moves first: the number of a pty that is gone may be somebody else's by now.
        auto next = std::make_unique<PseudoPort>();
        name.pointTo(next->path());
        port = std::move(next);
      }
    }
    QVERIFY(rig.log.waitFor(Kind::up, rounds + 1));
    const std::size_t before = rig.log.bytes(Kind::received).size();
    QVERIFY(port->send(everyByte()));
    QVERIFY(rig.log.waitForReceived(before + 256));
  }

  void what_is_no_serial_port_is_refused_in_words() {
    const StableName name;
    QFile file{QString::fromStdString(name.path())};
    QVERIFY(file.open(QIODevice::WriteOnly));
    Rig rig{serialSite(name.path())};
    QVERIFY(rig.log.waitFor(Kind::down, 1));
    QVERIFY(QString::fromStdString(rig.log.lastText()).contains("not a serial port"));
  }

  void a_baud_rate_that_no_port_has_is_refused_in_words() {
    PseudoPort port;
    Rig rig{serialSite(port.path(), 12345)};
    QVERIFY(rig.log.waitFor(Kind::down, 1));
    QVERIFY(QString::fromStdString(rig.log.lastText()).contains("no such baud rate: 12345"));
  }

  void a_port_that_is_in_use_is_refused_until_it_is_free() {
    PseudoPort port;
    Rig first{serialSite(port.path())};
    QVERIFY(first.log.waitFor(Kind::up, 1));
    Rig second{serialSite(port.path())};
    QVERIFY(second.log.waitFor(Kind::down, 2));
    QVERIFY(QString::fromStdString(second.log.lastText()).contains("in use by another program"));
    first.close();
    QVERIFY(second.log.waitFor(Kind::up, 1));
  }

  void a_port_that_nobody_drains_does_not_delay_the_end() {
    PseudoPort port;
    Rig rig{serialSite(port.path())};
    QVERIFY(rig.log.waitFor(Kind::up, 1));
    for (int i = 0; i < 40; ++i) rig.send(Bytes(1024));
    QVERIFY(rig.onLoop([] {}) < milliseconds{1000});
    rig.close();
  }
};

QTEST_APPLESS_MAIN(TestSerialLink)
#include "tst_serial_link.moc"
