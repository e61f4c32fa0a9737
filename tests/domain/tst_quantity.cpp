#include <QTest>

#include "domain/phrase.h"
#include "domain/quantity.h"

using namespace firedamp;

class TestQuantity : public QObject {
  Q_OBJECT

 private slots:
  void a_raw_integer_is_written_with_its_decimals_and_unit_data() {
    QTest::addColumn<int>("raw");
    QTest::addColumn<int>("unit");
    QTest::addColumn<QString>("text");
    QTest::newRow("methane") << 162 << int(Unit::methane) << "1.62 %CH4";
    QTest::newRow("below one") << 5 << int(Unit::methane) << "0.05 %CH4";
    QTest::newRow("negative") << -5 << int(Unit::temperature) << "-0.5 °C";
    QTest::newRow("zero") << 0 << int(Unit::flow) << "0.00 m³/min";
    QTest::newRow("lowest") << INT32_MIN << int(Unit::none) << "-2147483648";
    QTest::newRow("no decimals") << 3600 << int(Unit::voltage) << "3600 mV";
  }
  void a_raw_integer_is_written_with_its_decimals_and_unit() {
    QFETCH(int, raw);
    QFETCH(int, unit);
    QTEST(QString::fromStdString(quantityText({raw, static_cast<Unit>(unit)})), "text");
  }

  void placeholders_without_an_argument_stay_visible() {
    QCOMPARE(english({PHRASE("%1 and %2, 100 %"), {"a"}}), std::string("a and %2, 100 %"));
  }
};

QTEST_APPLESS_MAIN(TestQuantity)
#include "tst_quantity.moc"
