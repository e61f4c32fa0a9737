// a * b / c without 64-bit steps, against the host's own 64-bit arithmetic.
#include <QtTest>

#include <random>

#include "fw/muldiv.h"

namespace {

std::uint32_t expected(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  if (c == 0) return UINT32_MAX;
  const std::uint64_t product = std::uint64_t{a} * b;
  const std::uint64_t rest = product % c;
  const std::uint64_t quotient = product / c + (rest >= c - rest ? 1 : 0);
  return quotient > UINT32_MAX ? UINT32_MAX : static_cast<std::uint32_t>(quotient);
}

}  // namespace

class TestMuldiv : public QObject {
  Q_OBJECT
 private slots:
  void halves_go_up_and_less_goes_down();
  void what_does_not_fit_is_the_largest_number();
  void random_products_are_those_of_64_bits();
};

void TestMuldiv::halves_go_up_and_less_goes_down() {
  QCOMPARE(fw_muldiv(7, 1, 2), 4u);
  QCOMPARE(fw_muldiv(10, 1, 3), 3u);
  QCOMPARE(fw_muldiv(11, 1, 3), 4u);
  QCOMPARE(fw_muldiv(0, 5, 3), 0u);
  QCOMPARE(fw_muldiv(UINT32_MAX, UINT32_MAX, UINT32_MAX), UINT32_MAX);
  QCOMPARE(fw_muldiv(1, 0x7FFFFFFF, UINT32_MAX), 0u);
  QCOMPARE(fw_muldiv(1, 0x80000000, UINT32_MAX), 1u);
}

void TestMuldiv::what_does_not_fit_is_the_largest_number() {
  QCOMPARE(fw_muldiv(UINT32_MAX, 1, 1), UINT32_MAX);
  QCOMPARE(fw_muldiv(0x80000000, 2, 1), UINT32_MAX);
  QCOMPARE(fw_muldiv(UINT32_MAX - 1, 1, 1), UINT32_MAX - 1);
  QCOMPARE(fw_muldiv(UINT32_MAX, 3, 2), UINT32_MAX);
  QCOMPARE(fw_muldiv(7, 1227133513, 2), UINT32_MAX);  // 2^32 - 1/2: no room to go up
  QCOMPARE(fw_muldiv(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE), UINT32_MAX);  // 2^32 + a little
  QCOMPARE(fw_muldiv(0xFFFFFFF0, 0xFFFFFFF0, 0xFFFFFFE0), UINT32_MAX);  // 2^32 + much
  QCOMPARE(fw_muldiv(5, 5, 0), UINT32_MAX);
  QCOMPARE(fw_muldiv(0, 5, 0), UINT32_MAX);
}

void TestMuldiv::random_products_are_those_of_64_bits() {
  const auto seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  const auto number = [&random] { return static_cast<std::uint32_t>(random() >> (random() % 32)); };
  for (int i = 0; i < 200000; ++i) {
    const std::uint32_t a = number();
    const std::uint32_t b = number();
    const std::uint32_t c = number();
    const std::uint32_t got = fw_muldiv(a, b, c);
    if (got != expected(a, b, c)) {
      QFAIL(qPrintable(QString("%1 * %2 / %3 = %4").arg(a).arg(b).arg(c).arg(got)));
    }
  }
}

QTEST_GUILESS_MAIN(TestMuldiv)
#include "tst_muldiv.moc"
