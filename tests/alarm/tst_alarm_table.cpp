#include <QFile>
#include <QTest>

#include <array>

#include "alarm/alarm_table.h"

using namespace firedamp;

namespace {

// The design in its shortest form, written down apart from the table: next state (A to I), and
// n new occurrence, s superseding one, m mute one, r report, h report with horn, b beneath,
// - nothing. One row per trigger, one cell per state A B C D E F G H I.
struct Row {
  const char* trigger;
  const char* cells;
};
constexpr std::array<Row, alarmTriggerCount> design{{
    {"raise",              "Bn B- C- Bs Bs Bs Gm Hm Im"},
    {"clear",              "A- Dr Ar D- E- F- Gb Hb Ib"},
    {"clear latching",     "A- Er Fr D- E- F- Gb Hb Ib"},
    {"acknowledge",        "A- Cr C- Ar Fr F- Gb Hb Ib"},
    {"reset",              "A- B- C- D- E- Ar Gb Hb Ib"},
    {"re-alarm",           "A- B- Bh D- E- F- G- H- I-"},
    {"shelve",             "Gr Gr Gr Gr Gr Gr Gr Gr I-"},
    {"suppress",           "Hr Hr Hr Hr Hr Hr G- H- I-"},
    {"out of service",     "Ir Ir Ir Ir Ir Ir Ir Ir Ir"},
    {"release normal",     "A- B- C- D- E- F- Ar Ar Ar"},
    {"release active",     "A- B- C- D- E- F- Bh Bh Bh"},
    {"release returned",   "A- B- C- D- E- F- Dr Dr Dr"},
    {"release latched",    "A- B- C- D- E- F- Eh Eh Eh"},
    {"release suppressed", "A- B- C- D- E- F- Hr H- Hr"},
}};

}  // namespace

class TestAlarmTable : public QObject {
  Q_OBJECT

 private slots:
  void every_cell_is_what_the_design_says_data() {
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("trigger");
    QTest::addColumn<QString>("cell");
    for (std::size_t trigger = 0; trigger < alarmTriggerCount; ++trigger) {
      const QStringList cells = QString{design[trigger].cells}.split(QLatin1Char(' '));
      for (std::size_t state = 0; state < alarmStateCount; ++state) {
        QTest::addRow("%c %s", "ABCDEFGHI"[state], design[trigger].trigger)
            << int(state) << int(trigger) << cells.at(qsizetype(state));
      }
    }
  }
  void every_cell_is_what_the_design_says() {
    QFETCH(int, state);
    QFETCH(int, trigger);
    const AlarmCell cell =
        alarmCell(static_cast<AlarmState>(state), static_cast<AlarmTrigger>(trigger));
    const QString text{QLatin1Char{"ABCDEFGHI"[static_cast<int>(cell.next)]} +
                       QString{QLatin1Char{"-nsmrhb"[static_cast<int>(cell.effect)]}}};
    QTEST(text, "cell");
  }

  void the_design_document_has_the_printed_table() {
    QFile file{FIREDAMP_SOURCE_DIR "/supervisor/DESIGN.md"};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString table = QString::fromStdString(alarmTableText());
    QCOMPARE(table.count(QLatin1Char('\n')), 2 + int(alarmTriggerCount));
    QVERIFY2(QString::fromUtf8(file.readAll()).contains(table), qPrintable(table));
  }
};

QTEST_APPLESS_MAIN(TestAlarmTable)
#include "tst_alarm_table.moc"
