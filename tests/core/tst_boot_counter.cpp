// The supervisor against real firmware under a site that demands counted boots: the node that keeps
// its count in NVM is switched on, the one whose memory does not answer is not.
#include <QTest>

#include "core/keyed_mine.h"
#include "msn/codes.h"
#include "msn/regs.h"
#include "simnode/mcs51_node.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

class Mine {
 public:
  Mine(DevicePtr device, bool requireBootCounter) : device_(std::move(device)) {
    site_ = oneRelayMine();
    site_.links[0].kind = LinkKind::serial;
    site_.requireBootCounter = requireBootCounter;
    core_ = std::make_unique<Core>(site_, Restored{}, now_, KeyRing{});
    core_->accept(WireEvent{LinkId{0}, now_, WireEvent::Kind::up, {}, ""});
    run(seconds{8});  // past the locks of a boot
  }

  void run(Duration duration) {
    for (const Instant end = now_ + duration; now_ < end; now_ += milliseconds{1}) {
      device_->advance(at_us_ += 1000);
      std::vector<std::uint8_t> heard;
      device_->takeSent(heard);
      if (!heard.empty()) {
        core_->accept(WireEvent{LinkId{0}, now_, WireEvent::Kind::received, heard, ""});
      }
      core_->advance(now_);
      for (const CoreOutput& output : core_->take()) take(output);
    }
  }

  CommandEvent switchOn() {
    command_.reset();
    const Origin person{OperatorId{7}, "test"};
    core_->accept(RestoreRequest{RelayId{0}, person}, now_);
    run(seconds{2});
    if (command_ && command_->stage == CommandStage::selected) {
      core_->accept(ConfirmRequest{command_->id, person}, now_);
      run(seconds{4});
    }
    return command_.value_or(CommandEvent{});
  }
  Device& device() { return *device_; }

 private:
  void take(const CoreOutput& output) {
    if (const auto* transmit = std::get_if<Transmit>(&output)) {
      core_->accept(WireEvent{LinkId{0}, now_, WireEvent::Kind::sent, transmit->bytes, ""});
      device_->receive(transmit->bytes);
    }
    const auto* update = std::get_if<Update>(&output);
    const auto* command = update == nullptr ? nullptr : std::get_if<CommandEvent>(update);
    if (command != nullptr) command_ = *command;
  }

  DevicePtr device_;
  Site site_;
  Instant now_ = fromMicroseconds(1'700'000'000'000'000);
  std::int64_t at_us_ = 0;
  std::unique_ptr<Core> core_;
  std::optional<CommandEvent> command_;
};

// With the training key, which needs no file.
NodePlate plateOf() {
  NodePlate plate;
  plate.kind = NodeKind::relay;
  plate.address = 3;
  plate.serial = 103;
  plate.key = NodeKey{deviceKey(trainingSiteKey, 103, MSN_KEY_TRAINING), MSN_KEY_TRAINING};
  return plate;
}

DevicePtr imageNode(bool memory) {
  auto board = makeMcs51Board(FIREDAMP_BINARY_DIR "/firmware/relay52.ihx", plateOf()).board;
  if (board) board->eeprom().setPresent(memory);
  return board;
}

bool refusedForItsBoots(const CommandEvent& command) {
  return std::any_of(command.unmet.begin(), command.unmet.end(), [](const Phrase& reason) {
    return english(reason).find("does not count its boots") != std::string::npos;
  });
}

}  // namespace

class TestBootCounter : public QObject {
  Q_OBJECT

 private slots:
  void a_node_that_counts_its_boots_is_switched_on_under_a_strict_site_data() {
    QTest::addColumn<bool>("image");
    QTest::newRow("native") << false;
    QTest::newRow("relay52.ihx") << true;
  }
  void a_node_that_counts_its_boots_is_switched_on_under_a_strict_site() {
    QFETCH(bool, image);
    DevicePtr device = image ? imageNode(true) : buildFromImage("", plateOf()).device;
    if (!device) QSKIP("no relay52.ihx: sdcc is not installed");
    Mine mine{std::move(device), true};
    QCOMPARE(mine.switchOn().stage, CommandStage::confirmed);
    QCOMPARE(int(mine.device().coils()), 1);
    // And again after it lost its power: the count goes on.
    mine.device().powerCycle({});
    mine.run(seconds{12});
    QCOMPARE(int(mine.device().coils()), 0);
    QCOMPARE(mine.switchOn().stage, CommandStage::confirmed);
  }

  // Its memory is broken: it works, and says that it does not count.
  void a_node_that_does_not_is_refused_there_and_taken_elsewhere() {
    if (!imageNode(false)) QSKIP("no relay52.ihx: sdcc is not installed");
    Mine strict{imageNode(false), true};
    const CommandEvent command = strict.switchOn();
    QCOMPARE(command.stage, CommandStage::refused);
    QVERIFY(refusedForItsBoots(command));
    QCOMPARE(int(strict.device().coils()), 0);
    Mine lenient{imageNode(false), false};
    QCOMPARE(lenient.switchOn().stage, CommandStage::confirmed);
  }
};

QTEST_APPLESS_MAIN(TestBootCounter)
#include "tst_boot_counter.moc"
