// The reference table of flow computation: pulses, meter, climate and content in, m3/h at T_REF and
// 101.325 kPa out. Computed apart from our code.
#pragma once

#include <QTest>

namespace firedamp::test {

// As rows of the running data function. reference_dapa: the pressure that stands for 101.325 kPa,
// 10 Pa: what the node's converter or register can hold.
inline void addFlowTable(int reference_dapa) {
  for (const char* name : {"hertz", "k", "p_dapa", "t_ddegc", "content_cpct", "tRef_ddegc"}) {
    QTest::addColumn<int>(name);
  }
  QTest::addColumn<double>("m3ph");
  QTest::newRow("vortex, 20") << 250 << 900 << 7000 << 250 << 3500 << 200 << 679.2607;
  QTest::newRow("vortex, 0") << 250 << 900 << 7000 << 250 << 3500 << 0 << 632.9185;
  QTest::newRow("suction, 20") << 400 << 450 << 4800 << 150 << 1200 << 200 << 1542.2184;
  QTest::newRow("suction, 0") << 400 << 450 << 4800 << 150 << 1200 << 0 << 1437.0014;
  QTest::newRow("identity, 20") << 100 << 1200 << reference_dapa << 200 << 10000 << 200 << 300.0;
  QTest::newRow("identity, 0") << 100 << 1200 << reference_dapa << 200 << 10000 << 0 << 279.5327;
}

}  // namespace firedamp::test
