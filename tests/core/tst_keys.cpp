// Who trusts whom: restores of nodes of levels L0, L1 and L2, with the right key and without.
#include <QTest>

#include "core/keyed_mine.h"
#include "msn/codes.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

constexpr std::uint16_t kL0 = 0;
constexpr std::uint16_t kL1 = +MSN_CAP_MAC | MSN_CAP_NVM_BOOTS;
constexpr std::uint16_t kL2 = kL1 | MSN_CAP_RESULT_MAC;
const Key siteKey{0xC0, 0xFF, 0xEE, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
const Key otherKey{0xBA, 0xD0};

KeyedNode keyed(std::uint16_t caps, std::uint16_t keyId = 2, const Key& site = siteKey) {
  KeyedNode node;
  node.caps = caps;
  node.keyId = keyId;
  node.key = deviceKey(keyId == MSN_KEY_TRAINING ? trainingSiteKey : site, node.serial, keyId);
  return node;
}

std::string said(const CommandEvent& command) {
  std::string text;
  for (const Phrase& phrase : command.unmet) text += english(phrase) + "; ";
  return text;
}

bool says(const CommandEvent& command, const char* words) {
  return said(command).find(words) != std::string::npos;
}

Site productionMine() {
  Site site = oneRelayMine();
  site.production = true;
  return site;
}

}  // namespace

class TestKeys : public QObject {
  Q_OBJECT

 private slots:
  void level_0_takes_the_echoed_nonce_and_the_record_says_so() {
    KeyedMine mine(oneRelayMine(), keyed(kL0, MSN_KEY_NONE), {});
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::confirmed);
    QVERIFY(mine.node.on);
    QVERIFY2(says(command, "without a key"), said(command).c_str());
  }

  void level_1_takes_the_mac_of_the_right_key() {
    KeyedMine mine(oneRelayMine(), keyed(kL1), KeyRing{siteKey});
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::confirmed);
    QCOMPARE(said(command), std::string("proven to the node by key 2; "));
    mine.trip();
    QVERIFY(!mine.node.on);
    QCOMPARE(said(*mine.lastCommand()), std::string());
    QCOMPARE(mine.switchOn().stage, CommandStage::confirmed);  // the next nonce is another
  }

  void the_training_key_needs_no_file() {
    KeyedMine mine(oneRelayMine(), keyed(kL1, MSN_KEY_TRAINING), {});
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::confirmed);
    QCOMPARE(said(command), std::string("proven to the node by key 1; "));
  }

  void a_wrong_key_is_rejected_by_the_node_and_nothing_switches() {
    KeyedMine mine(oneRelayMine(), keyed(kL1), KeyRing{otherKey});
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::failed);
    QCOMPARE(command.nodeStatus, std::uint16_t{MSN_SEC_AUTH_FAIL});
    QCOMPARE(mine.node.operates, 1);
    QVERIFY(!mine.node.on);
  }

  void a_missing_site_key_is_a_reason_before_anything_is_sent() {
    KeyedMine mine(oneRelayMine(), keyed(kL1), {});
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::refused);
    QVERIFY2(says(command, "N3 has key 2 of a site, and no site key was given here"),
             said(command).c_str());
    QCOMPARE(mine.node.operates, 0);
  }

  void a_node_without_any_key_must_be_provisioned_first() {
    KeyedMine mine(oneRelayMine(), keyed(kL1, MSN_KEY_NONE), KeyRing{siteKey});
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::refused);
    QVERIFY(says(command, "N3 has no key yet"));
  }

  void a_locked_out_node_says_so() {
    KeyedNode node = keyed(kL1);
    node.lockedOut = true;
    KeyedMine mine(oneRelayMine(), node, KeyRing{siteKey});
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::failed);
    QCOMPARE(command.nodeStatus, std::uint16_t{MSN_SEC_LOCKED_OUT});
  }

  void level_2_proves_its_answer() {
    KeyedMine mine(oneRelayMine(), keyed(kL2), KeyRing{siteKey});
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::confirmed);
    QCOMPARE(said(command), std::string("proven to the node by key 2, and its answer to us; "));
  }

  void a_forged_answer_proves_nothing_and_is_told_beside_the_feedback() {
    KeyedNode node = keyed(kL2);
    node.forgesResults = true;
    KeyedMine mine(oneRelayMine(), node, KeyRing{siteKey});
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::confirmed);  // by the contact
    QVERIFY2(says(command, "NOT proven by key 2"), said(command).c_str());
  }

  void production_refuses_the_training_key_but_still_trips() {
    KeyedNode node = keyed(kL1, MSN_KEY_TRAINING);
    node.on = true;
    KeyedMine mine(productionMine(), node, KeyRing{siteKey});
    mine.trip();
    QVERIFY(!mine.node.on);
    const CommandEvent command = mine.switchOn();
    QCOMPARE(command.stage, CommandStage::refused);
    QVERIFY2(says(command, "N3 has the public training key: refused by a production site"),
             said(command).c_str());
    QCOMPARE(mine.node.operates, 0);
  }

  void production_takes_a_key_of_the_site() {
    KeyedMine mine(productionMine(), keyed(kL1), KeyRing{siteKey});
    QCOMPARE(mine.switchOn().stage, CommandStage::confirmed);
  }

  void uncounted_boots_are_allowed_unless_the_site_forbids_them() {
    Site site = oneRelayMine();
    KeyedMine lenient(site, keyed(MSN_CAP_MAC), KeyRing{siteKey});
    QCOMPARE(lenient.switchOn().stage, CommandStage::confirmed);
    site.requireBootCounter = true;
    KeyedMine counted(site, keyed(kL1), KeyRing{siteKey});
    QCOMPARE(counted.switchOn().stage, CommandStage::confirmed);
    KeyedMine strict(site, keyed(MSN_CAP_MAC), KeyRing{siteKey});
    const CommandEvent command = strict.switchOn();
    QCOMPARE(command.stage, CommandStage::refused);
    QVERIFY(says(command, "N3 does not count its boots"));
  }

  void another_serial_number_has_another_key() {
    KeyedNode node = keyed(kL1);
    node.serial = 104;  // as if the image of device 103 had been copied
    KeyedMine mine(oneRelayMine(), node, KeyRing{siteKey});
    QCOMPARE(mine.switchOn().nodeStatus, std::uint16_t{MSN_SEC_AUTH_FAIL});
  }
};

QTEST_APPLESS_MAIN(TestKeys)
#include "tst_keys.moc"
