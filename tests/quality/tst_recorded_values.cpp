// Recorded methane of a longwall, 30 s a row: healthy values pass, frozen ones are found.
#include <QTest>

#include <algorithm>

#include "quality/value_judge.h"
#include "support/recorded.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr PointId kReturn{0}, kFace{1};  // mm116 in steps of 0.1 %, mm31 in steps of 0.01 %

Site longwall() {
  Site site;
  site.points.resize(2);
  for (std::uint32_t i = 0; i < 2; ++i) {
    site.points[i].unit = Unit::methane;
    site.points[i].plausible.step = i == kReturn.value ? 10 : 1;
    site.points[i].plausible.stuckAfter = minutes{60};
    site.points[i].plausible.mates = {i == kReturn.value ? kFace : kReturn};
  }
  return site;
}

struct Verdict {
  int stuck = 0;       // times found
  std::size_t row = 0;  // of the first
};

// `frozenFrom`: from this row on the return sensor shows what it showed then.
Verdict judge(const std::string& file, PointId suspect, std::size_t frozenFrom) {
  const auto returns = recordedColumn(recordedFile(file), "mm116_pct");
  const auto faces = recordedColumn(recordedFile(file), "mm31_pct");
  const Site site = longwall();
  ValueJudge judge(site, {});
  Verdict verdict;
  for (std::size_t row = 0; row < returns.size(); ++row) {
    const Instant at = fromMicroseconds(0) + seconds{30} * static_cast<int>(row);
    const int shown = returns[std::min(row, frozenFrom)];
    judge.accept({kReturn, at, shown, {}, false});
    judge.accept({kFace, at, faces[row], {}, false});
    for (const PointFinding& finding : judge.take()) {
      if (finding.point != suspect || !finding.present) continue;
      if (verdict.stuck++ == 0) verdict.row = row;
    }
  }
  return verdict;
}

constexpr std::size_t kNever = SIZE_MAX;

}  // namespace

class TestRecordedValues : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    if (recordedColumn(recordedFile("pl_longwall_30s_part1.csv"), "mm116_pct").empty()) {
      QSKIP("the recorded data are not here ($FIREDAMP_DATA): their licence keeps them out");
    }
  }

  void a_healthy_weekend_of_706_minutes_without_a_change_passes() {
    const Verdict verdict = judge("clip_pl_idle_weekend_flat.csv", kReturn, kNever);
    QCOMPARE(verdict.stuck, 0);
  }

  void four_days_of_a_working_face_raise_no_suspicion_of_the_coarse_sensor() {
    const Verdict verdict = judge("pl_longwall_30s_part1.csv", kReturn, kNever);
    QVERIFY2(verdict.stuck == 0, qPrintable(QString("%1 times, first at row %2")
                                                .arg(verdict.stuck).arg(verdict.row)));
  }

  void a_sensor_frozen_at_any_moment_is_found() {
    std::vector<std::size_t> took_min;
    for (std::size_t from = 200; from < 8000; from += 400) {
      const Verdict verdict = judge("pl_longwall_30s_part1.csv", kReturn, from);
      if (verdict.stuck == 0 || verdict.row < from) continue;
      took_min.push_back((verdict.row - from) / 2);
    }
    QCOMPARE(took_min.size(), std::size_t{20});
    std::sort(took_min.begin(), took_min.end());
    qInfo("20 of 20 frozen sensors found: median %zu min, the last %zu min (frozen while idle)",
          took_min[10], took_min[19]);
    QVERIFY(took_min[10] <= 6 * 60);
  }
};

QTEST_APPLESS_MAIN(TestRecordedValues)
#include "tst_recorded_values.moc"
