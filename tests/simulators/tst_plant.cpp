// Vectors of the training-simulation reference: fan stop, Hardy Cross operating point, sensor lag.
#include <QtTest>

#include "plant/airway.h"
#include "plant/ramp.h"
#include "plant/sensor.h"

using namespace firedamp;

class TestPlant : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_cell_settles_at_emission_over_flow();
  void gas_rises_after_a_fan_stop_as_computed();
  void the_step_length_does_not_matter();
  void the_fan_finds_its_operating_point_and_stops();
  void a_sensor_lags_by_its_t90();
  void a_sensor_is_repeatable_and_stays_in_its_range();
  void a_ramp_crosses_exactly();
};

namespace {

double secondsUntil(Airway& airway, double airflow, double fraction, bool rising) {
  for (int step = 0; step < 100'000; ++step) {
    if (rising ? airway.methaneFraction() >= fraction : airway.methaneFraction() < fraction) {
      return step * 0.1;
    }
    airway.step(0.1, airflow);
  }
  return -1;
}

void compareNear(double actual, double expected, double tolerance) {
  QVERIFY2(std::abs(actual - expected) <= tolerance,
           qPrintable(QString("%1, expected %2").arg(actual).arg(expected)));
}

}  // namespace

void TestPlant::a_cell_settles_at_emission_over_flow() {
  Airway airway{{.volume_m3 = 400, .emission_m3s = 0.025}};
  airway.step(3600, 5);
  compareNear(airway.methaneFraction(), 0.004975, 1e-6);
}

void TestPlant::gas_rises_after_a_fan_stop_as_computed() {
  const double start = Airway::steadyFraction(0.025, 5, 0);
  for (const auto& [fraction, seconds] :
       {std::pair{0.010, 82.0}, {0.015, 163.0}, {0.030, 408.0}, {0.050, 741.0}}) {
    Airway airway{{.volume_m3 = 400, .emission_m3s = 0.025}, start};
    compareNear(secondsUntil(airway, 0, fraction, true), seconds, 1.0);
  }
  Airway full{{.volume_m3 = 400, .emission_m3s = 0.025}, 0.03};
  compareNear(secondsUntil(full, 5, 0.015, false), 73, 1.0);
}

void TestPlant::the_step_length_does_not_matter() {
  Airway once{{}, 0.02};
  Airway often{{}, 0.02};
  once.step(100, 4, 0.001);
  for (int i = 0; i < 1000; ++i) often.step(0.1, 4, 0.001);
  compareNear(once.methaneFraction(), often.methaneFraction(), 1e-12);
}

void TestPlant::the_fan_finds_its_operating_point_and_stops() {
  // R0 0.05 in series with 0.4 and 0.9 in parallel: 0.194 N s2/m8, flow 83.7041 m3/s.
  const double parallel = 1 / std::pow(1 / std::sqrt(0.4) + 1 / std::sqrt(0.9), 2);
  const Fan::Facts facts{.resistance = 0.05 + parallel};
  compareNear(Fan::operatingPoint(facts), 83.7041, 1e-4);
  Fan fan{facts};
  fan.run(false);
  fan.step(1000);
  compareNear(fan.airflow_m3s(), 83.7041 * facts.naturalFraction, 1e-3);
}

void TestPlant::a_sensor_lags_by_its_t90() {
  GasSensor sensor{{.t90_s = 20, .noise_cpct = 0}, 1, 50};
  sensor.step(9.5, 200);  // reading 0.5, step to 2 %: passes 1.5 % after 9.5 s
  compareNear(sensor.reading_cpct(), 150, 1);
  sensor.step(1000, 200);
  QCOMPARE(sensor.reading_cpct(), 200);
}

void TestPlant::a_sensor_is_repeatable_and_stays_in_its_range() {
  GasSensor first{{.noise_cpct = 50}, 99, 390};
  GasSensor second{{.noise_cpct = 50}, 99, 390};
  for (int i = 0; i < 200; ++i) {
    const std::int32_t reading = first.reading_cpct();
    QCOMPARE(reading, second.reading_cpct());
    QVERIFY(reading >= 0 && reading <= 400);
  }
}

void TestPlant::a_ramp_crosses_exactly() {
  const Ramp ramp{1'000'000, 140'000'000, 40, 180};  // 0.01 % per second
  QCOMPARE(ramp.at(0), 40);
  QCOMPARE(ramp.at(110'999'999), 149);
  QCOMPARE(ramp.at(111'000'000), 150);
  QCOMPARE(ramp.at(141'000'000), 180);
  QCOMPARE(ramp.at(INT64_MAX / 2), 180);
  const Ramp fall{0, 10, 100, 0};
  QCOMPARE(fall.at(5), 50);
}

QTEST_APPLESS_MAIN(TestPlant)
#include "tst_plant.moc"
