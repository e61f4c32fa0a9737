// What stands on the flow node's display.
#include <QtTest>

#include "firmware/node_rig.h"
#include "fw/display.h"

using namespace firedamp::test;

namespace {

QByteArray line(const NodeRig& rig, int row) {
  QByteArray text;
  for (int column = 0; column < FW_DISPLAY_COLUMNS; ++column) {
    text += fw_display_cell(&rig.node, static_cast<std::uint8_t>(16 * row + column));
  }
  return text;
}

void seconds(NodeRig& rig, int count, int pulses) {
  for (int i = 0; i < count; ++i) {
    rig.in.pulses = static_cast<std::uint16_t>(pulses);
    rig.step(1000);
    rig.in.pulses = 0;
  }
}

}  // namespace

class TestDisplay : public QObject {
  Q_OBJECT
 private slots:
  void flow_and_total_stand_with_their_units();
  void small_and_large_numbers_keep_their_columns();
  void backwards_has_a_sign();
  void the_last_column_tells_the_state();
};

void TestDisplay::flow_and_total_stand_with_their_units() {
  NodeRig rig{MSN_CLASS_FLOW};
  QCOMPARE(line(rig, 0), QByteArray("Q     0.00m3/min"));
  QCOMPARE(line(rig, 1), QByteArray("V        0.0m3 ?"));
  seconds(rig, 3, 137);
  QCOMPARE(line(rig, 0), QByteArray("Q   822.00m3/min"));
  QCOMPARE(line(rig, 1), QByteArray("V       27.4m3  "));
}

void TestDisplay::small_and_large_numbers_keep_their_columns() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.node.as.flow.totals.forward = 4294967295u;
  seconds(rig, 2, 1);
  QCOMPARE(line(rig, 0), QByteArray("Q     6.00m3/min"));
  rig.node.as.flow.totals.forward = 4294967295u;
  QCOMPARE(line(rig, 1), QByteArray("V429496729.5m3  "));
  rig.node.as.flow.totals.forward = 9;
  QCOMPARE(line(rig, 1), QByteArray("V        0.9m3  "));
  rig.node.as.flow.totals.forward = 1000;
  QCOMPARE(line(rig, 1), QByteArray("V      100.0m3  "));
  seconds(rig, 2, 6500);
  QCOMPARE(line(rig, 0), QByteArray("Q 39000.00m3/min"));
}

void TestDisplay::backwards_has_a_sign() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.in.pins |= FW_PIN_REVERSE;
  seconds(rig, 3, 10);
  QCOMPARE(line(rig, 0), QByteArray("Q-   60.00m3/min"));
}

void TestDisplay::the_last_column_tells_the_state() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_FLOW_LO, 60);
  rig.setConfig(MSN_R_FLOW_HI, 600);
  rig.boot(8);
  seconds(rig, 6, 20);
  QCOMPARE(line(rig, 1).back(), ' ');
  seconds(rig, 6, 10);
  QCOMPARE(line(rig, 1).back(), 'L');
  seconds(rig, 6, 100);
  QCOMPARE(line(rig, 1).back(), 'H');
  rig.in.sensor = MSN_SENSOR_BROKEN;
  seconds(rig, 1, 100);
  QCOMPARE(line(rig, 1).back(), '?');
  seconds(rig, 3, 100);
  QCOMPARE(line(rig, 1).back(), 'F');
}

QTEST_GUILESS_MAIN(TestDisplay)
#include "tst_display.moc"
