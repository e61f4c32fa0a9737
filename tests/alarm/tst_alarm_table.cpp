#include <QTest>

#include "alarm/alarm_table.h"

using namespace firedamp;

class TestAlarmTable : public QObject {
  Q_OBJECT

 private slots:
  void every_cell_is_what_the_design_says_data() {
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("trigger");
    QTest::addColumn<int>("next");
    QTest::addColumn<int>("effect");
    using enum AlarmEffect;
    const char* names[] = {"A", "B", "C", "D"};
    const char* triggers[] = {"raise", "clear", "acknowledge"};
    const int next[4][3] = {{1, 0, 0}, {1, 3, 2}, {2, 0, 2}, {1, 3, 0}};
    const AlarmEffect effect[4][3] = {{begin, none, none},
                                      {none, report, report},
                                      {none, report, none},
                                      {beginNext, none, report}};
    for (int state = 0; state < 4; ++state) {
      for (int trigger = 0; trigger < 3; ++trigger) {
        QTest::addRow("%s %s", names[state], triggers[trigger])
            << state << trigger << next[state][trigger] << int(effect[state][trigger]);
      }
    }
  }
  void every_cell_is_what_the_design_says() {
    QFETCH(int, state);
    QFETCH(int, trigger);
    const AlarmCell cell =
        alarmCell(static_cast<AlarmState>(state), static_cast<AlarmTrigger>(trigger));
    QTEST(int(cell.next), "next");
    QTEST(int(cell.effect), "effect");
  }

  void the_printed_table_has_a_row_per_state() {
    const QString text = QString::fromStdString(alarmTableText());
    QCOMPARE(text.count(QLatin1Char('\n')), 6);
    QVERIFY(text.contains(QLatin1String("| B unacknowledged | B: - | D: report | C: report |")));
  }
};

QTEST_APPLESS_MAIN(TestAlarmTable)
#include "tst_alarm_table.moc"
