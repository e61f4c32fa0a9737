// The window as an operator meets it: keys, pages, the list, unknown values, languages, size.
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QTest>

#include <set>

#include "ui/stage.h"

using namespace firedamp;
using namespace std::chrono_literals;

class TestWindow : public QObject {
  Q_OBJECT

 private:
  // Every text that a person can read on labels and buttons.
  static QStringList texts(const QWidget& window) {
    QStringList all;
    for (const auto* label : window.findChildren<QLabel*>()) all << label->text();
    for (const auto* button : window.findChildren<QAbstractButton*>()) all << button->text();
    for (const auto* box : window.findChildren<QComboBox*>()) {
      for (int i = 0; i < box->count(); ++i) all << box->itemText(i);
    }
    return all;
  }

 private Q_SLOTS:
  void the_window_fits_a_small_screen() {
    Stage stage;
    QCOMPARE(QGuiApplication::primaryScreen()->size(), QSize(1280, 720));
    for (const Tongue tongue : {Tongue::english, Tongue::chinese}) {
      stage.window.setTongue(tongue);
      stage.give(trippedMine(stage.site, stage.clock.at));
      for (const Page page : {Page::map, Page::alarms, Page::trend, Page::links}) {
        stage.window.showPage(page);
        stage.window.openTile(3);
        QTest::qWait(20);
        QVERIFY(stage.window.minimumSizeHint().width() <= 1280);
        QVERIFY2(stage.window.minimumSizeHint().height() <= 720,
                 qPrintable(QString::number(stage.window.minimumSizeHint().height())));
        QCOMPARE(stage.window.size(), QSize(1280, 720));
      }
    }
  }

  void function_keys_lead_to_their_pages() {
    Stage stage;
    QTest::keyClick(&stage.window, Qt::Key_F3);
    QCOMPARE(stage.window.page(), Page::alarms);
    QTest::keyClick(&stage.window, Qt::Key_F4);
    QCOMPARE(stage.window.page(), Page::trend);
    QTest::keyClick(&stage.window, Qt::Key_F12);
    QCOMPARE(stage.window.page(), Page::links);
    QTest::keyClick(&stage.window, Qt::Key_F2);
    QCOMPARE(stage.window.page(), Page::map);
  }

  void f1_shows_the_keys_below_the_banner_and_escape_closes_them() {
    Stage stage;
    QTest::keyClick(&stage.window, Qt::Key_F1);
    QVERIFY(stage.window.help()->isVisible());
    QVERIFY(!stage.window.help()->geometry().intersects(stage.window.banner()->geometry()));
    QVERIFY(stage.window.rect().contains(stage.window.help()->geometry()));
    QTest::keyClick(&stage.window, Qt::Key_Escape);
    QVERIFY(!stage.window.help()->isVisible());
  }

  void f10_acknowledges_the_worst_from_any_page() {
    Stage stage;
    stage.give(trippedMine(stage.site, stage.clock.at));
    QTest::keyClick(&stage.window, Qt::Key_F10);
    QCOMPARE(stage.sent<AcknowledgeRequest>(), 1);
    QCOMPARE(std::get<AcknowledgeRequest>(stage.port.requests[0]).alarm.value, 2u);
  }

  void f9_silences_and_acknowledges_nothing() {
    Stage stage;
    stage.give(trippedMine(stage.site, stage.clock.at));
    QTest::keyClick(&stage.window, Qt::Key_F9);
    QCOMPARE(stage.sent<SilenceRequest>(), 1);
    QCOMPARE(stage.sent<AcknowledgeRequest>(), 0);
  }

  void in_the_list_space_acknowledges_the_selection_and_goes_on() {
    Stage stage;
    stage.give(trippedMine(stage.site, stage.clock.at));
    stage.window.showPage(Page::alarms);
    QTableView* view = stage.window.alarms()->view();
    view->selectRow(2);
    const AlarmId wanted = stage.board.alarms.at(2).id;
    QTest::keyClick(view, Qt::Key_Space);
    QCOMPARE(stage.sent<AcknowledgeRequest>(), 1);
    QCOMPARE(std::get<AcknowledgeRequest>(stage.port.requests[0]).alarm, wanted);
    const int next = view->selectionModel()->selectedRows().at(0).row();
    QVERIFY(next != 2);
    QVERIFY(stage.board.alarms.index(next, 0).data(AlarmModel::unacknowledgedRole).toBool());
  }

  void f8_leads_to_the_worst_alarm_on_the_map_with_its_faceplate() {
    Stage stage;
    stage.give(trippedMine(stage.site, stage.clock.at));
    stage.window.showPage(Page::links);
    QTest::keyClick(&stage.window, Qt::Key_F8);
    QCOMPARE(stage.window.page(), Page::map);
    QVERIFY(stage.window.faceplate()->isVisible());
    QCOMPARE(stage.window.faceplate()->point()->valueText(), QString{"1.62 %CH4"});
  }

  void the_list_holds_still_for_five_seconds_after_a_touch() {
    Stage stage;
    stage.give(trippedMine(stage.site, stage.clock.at));
    stage.window.showPage(Page::alarms);
    QTest::keyClick(stage.window.alarms()->view(), Qt::Key_Down);
    const int rows = stage.board.alarms.rowCount();
    stage.give({alarmOf(99, AlarmKind::highHigh, Priority::emergency, 1, stage.clock.at)});
    QCOMPARE(stage.board.alarms.rowCount(), rows);
    stage.clock.advance(AlarmPage::holdFor - 1us);
    stage.window.refresh();
    QCOMPARE(stage.board.alarms.rowCount(), rows);
    stage.clock.advance(1us);
    stage.window.refresh();
    QCOMPARE(stage.board.alarms.rowCount(), rows + 1);
    QCOMPARE(stage.board.alarms.at(0).id.value, 99u);
  }

  void an_old_value_turns_into_question_marks() {
    Stage stage;
    stage.give(quietMine(stage.site, stage.clock.at));
    stage.window.openTile(stage.window.map()->tileOf(MapTile::Shows::point, 0));
    QCOMPARE(stage.window.faceplate()->point()->valueText(), QString{"0.62 %CH4"});
    stage.clock.advance(11s);
    stage.window.refresh();
    QCOMPARE(stage.window.faceplate()->point()->valueText(), QString{"??"});
    QVERIFY(stage.window.map()->accessibleDescription().contains("??"));
    QVERIFY(stage.window.status()->shown().dataAge.bad);
  }

  void arrow_keys_walk_the_map_in_space_and_enter_opens() {
    Stage stage;
    Mimic* map = stage.window.map();
    map->setCurrent(map->tileOf(MapTile::Shows::point, 2));   // CH4-03, far left
    QTest::keyClick(map, Qt::Key_Right);
    const QRectF there = map->tileBox(map->current());
    QVERIFY(there.center().x() > map->tileBox(map->tileOf(MapTile::Shows::point, 2)).center().x());
    QTest::keyClick(map, Qt::Key_Left);
    QTest::keyClick(map, Qt::Key_Return);
    QVERIFY(stage.window.faceplate()->isVisible());
    QVERIFY(stage.port.requests.empty());
  }

  void every_tile_can_be_reached_by_arrow_keys() {
    Stage stage;
    Mimic* map = stage.window.map();
    std::set<int> reached{0};
    std::vector<int> open{0};
    while (!open.empty()) {
      const int from = open.back();
      open.pop_back();
      for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}) {
        map->setCurrent(from);
        QTest::keyClick(map, key);
        if (reached.insert(map->current()).second) open.push_back(map->current());
      }
    }
    QCOMPARE(reached.size(), stage.site.map.tiles.size());
  }

  void a_click_on_a_tile_opens_it() {
    Stage stage;
    Mimic* map = stage.window.map();
    const int relay = map->tileOf(MapTile::Shows::relay, 1);
    QTest::mouseClick(map, Qt::LeftButton, {}, map->tileBox(relay).center().toPoint());
    QVERIFY(stage.window.faceplate()->relay()->isVisible());
    QCOMPARE(map->current(), relay);
  }

  void tiles_do_not_cover_each_other() {
    Stage stage;
    for (const bool aside : {false, true}) {
      stage.window.faceplate()->setVisible(aside);
      QTest::qWait(20);
      const int count = static_cast<int>(stage.site.map.tiles.size());
      for (int a = 0; a < count; ++a) {
        for (int b = 0; b < a; ++b) {
          QVERIFY(!stage.window.map()->tileBox(a).intersects(stage.window.map()->tileBox(b)));
        }
      }
    }
  }

  void the_language_switch_changes_every_text() {
    if (!chineseFontPresent()) QSKIP("no Chinese font (fonts-wqy-microhei)");
    Stage stage;
    stage.give(trippedMine(stage.site, stage.clock.at));
    stage.window.openTile(3);
    stage.window.trend()->refresh();      // hidden pages are not kept up to date
    QTRY_VERIFY(texts(stage.window).contains(QStringLiteral("0 rows \u00B7 these are all")));
    const QStringList english = texts(stage.window);
    QTest::keyClick(&stage.window, Qt::Key_L, Qt::ControlModifier);
    QCoreApplication::processEvents();
    const QStringList chinese = texts(stage.window);
    QCOMPARE(chinese.size(), english.size());
    // What is the same in both languages: tags, numbers with units, key names, the empty text.
    static const QRegularExpression neutral{
        "^$|^[A-Z0-9/-]+$|^[A-Z0-9-]+\\n|^(\\?\\?|[0-9.]+ .*)$|^alarm .*%CH4$"};
    for (qsizetype i = 0; i < english.size(); ++i) {
      if (neutral.match(english[i]).hasMatch()) continue;
      QVERIFY2(chinese[i] != english[i], qPrintable(english[i]));
    }
    QVERIFY(stage.window.windowTitle().contains(QStringLiteral("试验矿井")));
    QCOMPARE(stage.board.alarms.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("优先级"));
    QTest::keyClick(&stage.window, Qt::Key_L, Qt::ControlModifier);
    QCoreApplication::processEvents();
    QCOMPARE(texts(stage.window), english);
  }

  void dim_and_bright_and_text_size_follow_their_keys() {
    Stage stage;
    const QColor dim = qApp->palette().color(QPalette::Window);
    QTest::keyClick(&stage.window, Qt::Key_D, Qt::ControlModifier);
    QVERIFY(qApp->palette().color(QPalette::Window).lightness() > dim.lightness());
    const double size = qApp->font().pointSizeF();
    QTest::keyClick(&stage.window, Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(qApp->font().pointSizeF() > size);
    QTest::keyClick(&stage.window, Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(qApp->font().pointSizeF(), size);
  }

  void the_trend_keeps_to_its_preset_and_to_six_traces() {
    Stage stage;
    stage.window.showPage(Page::trend);
    stage.window.trend()->preset(2)->click();
    QCOMPARE(stage.window.trend()->view()->span(), Duration{8h});
    for (std::uint32_t i = 0; i < stage.site.points.size(); ++i) {
      stage.window.trend()->show(PointId{i});
    }
    QVERIFY(stage.window.trend()->view()->points().size() <= TrendView::mostTraces);
  }

  void axis_ticks_are_round_numbers() {
    QCOMPARE(niceTicks(0, 225, 4), (std::vector<std::int32_t>{0, 100, 200}));
    QCOMPARE(niceTicks(0, 169, 8), (std::vector<std::int32_t>{0, 50, 100, 150}));
    QVERIFY(!niceTicks(0, 0, 4).empty());
  }
};

int main(int argc, char** argv) {
  useScreen(1280, 720);
  QApplication application{argc, argv};
  TestWindow test;
  return QTest::qExec(&test, argc, argv);
}

#include "tst_window.moc"
