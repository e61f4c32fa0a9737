// Commands to a node as a whole, and what the record of any command says.
#include <QTest>

#include "core/keyed_mine.h"
#include "msn/codes.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

constexpr std::uint16_t kL1 = +MSN_CAP_MAC | MSN_CAP_NVM_BOOTS;
constexpr std::uint16_t kL2 = kL1 | MSN_CAP_RESULT_MAC;
constexpr std::uint16_t tenMinutesOfTest = 2 << 8 | 10;

KeyedNode trained(std::uint16_t caps) {
  KeyedNode node;
  node.caps = caps;
  node.key = deviceKey(trainingSiteKey, node.serial, MSN_KEY_TRAINING);
  return node;
}

bool says(const CommandEvent& command, const char* words) {
  std::string text;
  for (const Phrase& phrase : command.unmet) text += english(phrase) + "; ";
  return text.find(words) != std::string::npos;
}

}  // namespace

class TestNodeCommands : public QObject {
  Q_OBJECT

 private slots:
  void a_mode_reaches_the_node_with_its_parameter_and_its_proof() {
    KeyedMine mine(oneRelayMine(), trained(kL1), {});
    mine.run(std::chrono::seconds{5});
    const CommandEvent command = mine.ask(CommandKind::mode, tenMinutesOfTest);
    QCOMPARE(command.stage, CommandStage::confirmed);
    QCOMPARE(command.proof, CommandProof::mac);
    QCOMPARE(mine.node.function, std::uint8_t{MSN_FN_MODE});
    QCOMPARE(mine.node.parameter, tenMinutesOfTest);
    QVERIFY(!mine.node.on);
    QCOMPARE(mine.ask(CommandKind::mute, 5).stage, CommandStage::confirmed);
    QCOMPARE(mine.node.function, std::uint8_t{MSN_FN_MUTE});
    QCOMPARE(mine.ask(CommandKind::unlock, 0).stage, CommandStage::confirmed);
    QCOMPARE(mine.node.function, std::uint8_t{MSN_FN_UNLOCK});
    QCOMPARE(mine.node.operates, 3);
  }

  void a_signed_answer_counts_and_a_forged_one_does_not() {
    KeyedMine mine(oneRelayMine(), trained(kL2), {});
    mine.run(std::chrono::seconds{5});
    QCOMPARE(mine.ask(CommandKind::mute, 5).proof, CommandProof::macBothWays);
    mine.node.forgesResults = true;
    const CommandEvent forged = mine.ask(CommandKind::mute, 5);
    QCOMPARE(forged.stage, CommandStage::failed);
    QCOMPARE(forged.proof, CommandProof::forged);
  }

  void what_the_node_refuses_is_told_in_its_words() {
    KeyedMine mine(oneRelayMine(), trained(kL1), {});
    mine.run(std::chrono::seconds{5});
    mine.node.lockedOut = true;
    const CommandEvent command = mine.ask(CommandKind::unlock, 0);
    QCOMPARE(command.stage, CommandStage::failed);
    QCOMPARE(command.nodeStatus, std::uint16_t{MSN_SEC_LOCKED_OUT});
    QCOMPARE(mine.node.operates, 0);
  }

  void an_operate_without_an_answer_is_not_sent_again() {
    KeyedMine mine(oneRelayMine(), trained(kL1), {});
    mine.run(std::chrono::seconds{5});
    mine.node.silentToOperate = true;
    const CommandEvent command = mine.ask(CommandKind::mode, tenMinutesOfTest);
    QCOMPARE(command.stage, CommandStage::failed);
    QVERIFY(says(command, "it may have been carried out"));
    QCOMPARE(mine.node.operates, 1);
  }

  void a_reason_and_a_node_that_can_be_asked_are_needed() {
    KeyedMine level0(oneRelayMine(), trained(0), {});
    level0.run(std::chrono::seconds{5});
    QVERIFY(says(level0.ask(CommandKind::mute, 5), "knows no such command"));
    KeyedMine unmet(oneRelayMine(), trained(kL1), {});
    const CommandEvent early = unmet.ask(CommandKind::mute, 5, "");
    QCOMPARE(early.stage, CommandStage::refused);
    QVERIFY(says(early, "a reason must be given"));
  }

  void the_record_tells_when_each_step_was_done() {
    KeyedMine mine(oneRelayMine(), trained(kL2), {});
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::confirmed);
    QCOMPARE(command.proof, CommandProof::macBothWays);
    QCOMPARE(command.node, NodeId{0});
    const CommandTimes& times = command.times;
    QVERIFY(times.reading == Instant{} && times.decided != Instant{});
    QVERIFY(times.decided <= times.sent && times.sent <= times.acknowledged);
    QVERIFY(times.acknowledged <= times.fedBack && times.fedBack == command.at);
  }
};

QTEST_GUILESS_MAIN(TestNodeCommands)
#include "tst_node_commands.moc"
