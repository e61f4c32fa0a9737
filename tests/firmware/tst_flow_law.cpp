// The steps of the flow law by themselves (fw/flow_law.h).
#include <QtTest>

#include <cmath>
#include <random>

#include "fw/flow_law.h"

class TestFlowLaw : public QObject {
  Q_OBJECT
 private slots:
  void a_root_is_exact_to_1e_8_data();
  void a_root_is_exact_to_1e_8();
  void random_roots_are_exact_to_1e_8();
  void temperatures_are_counted_from_absolute_zero();

 private:
  static double errorOf(double ratio) {  // relative
    auto root = static_cast<std::uint32_t>(ratio * FW_ONE);
    const double exact = std::sqrt(root / double(FW_ONE));
    fw_root(&root);
    return std::abs(root / double(FW_ONE) / exact - 1.0);
  }
};

void TestFlowLaw::a_root_is_exact_to_1e_8_data() {
  QTest::addColumn<double>("ratio");
  for (const double ratio : {0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0}) {
    QTest::addRow("%.2f", ratio) << ratio;
  }
}

void TestFlowLaw::a_root_is_exact_to_1e_8() {
  QFETCH(double, ratio);
  const double error = errorOf(ratio);
  QVERIFY2(error < 1e-8, qPrintable(QString::number(error)));
}

void TestFlowLaw::random_roots_are_exact_to_1e_8() {
  const auto seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  std::uniform_real_distribution<double> ratio{0.1, 8.0};
  for (int i = 0; i < 1000; ++i) QVERIFY(errorOf(ratio(random)) < 1e-8);
}

void TestFlowLaw::temperatures_are_counted_from_absolute_zero() {
  QCOMPARE(int(fw_ckelvin(0)), 27315);
  QCOMPARE(int(fw_ckelvin(200)), 29315);
  QCOMPARE(int(fw_ckelvin(-400)), 23315);
}

QTEST_GUILESS_MAIN(TestFlowLaw)
#include "tst_flow_law.moc"
