#include <QRandomGenerator>
#include <QTest>

#include "site/broken_site.h"
#include "support/seed.h"

using namespace firedamp;

namespace {

// One edit of the demo mine, and every fault that it must bring; no more, no fewer.
void row(const char* name, const char* file, const char* old, const char* now,
         const QStringList& faults) {
  QTest::newRow(name) << QString::fromLatin1(file) << QByteArray(old) << QByteArray(now) << faults;
}

void columns() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<QByteArray>("old");
  QTest::addColumn<QByteArray>("now");
  QTest::addColumn<QStringList>("faults");
}

void compare() {
  QFETCH(QString, file);
  QFETCH(QByteArray, old);
  QFETCH(QByteArray, now);
  QFETCH(QStringList, faults);
  const BrokenSite site;
  site.replace(file, old, now);
  QCOMPARE(site.faults().join('\n'), faults.join('\n'));
  QVERIFY(!site.read().site);
}

}  // namespace

class TestSiteFaults : public QObject {
  Q_OBJECT

 private slots:
  void a_wrong_key_or_type_is_named_with_its_place_data() {
    columns();
    row("unknown key", "nodes.toml", "address = 1\n", "adress = 1\n",
        {"nodes.toml:4:1: node[1].address: missing; expected an integer from 1 to 247",
         "nodes.toml:8:1: node[1].adress: unknown key; did you mean \"address\"?"});
    row("unknown key far from any", "site.toml", "tag =", "colour = \"red\"\ntag =",
        {"site.toml:1:1: colour: unknown key; known here: mode, name, profile,"
         " recording, require_boot_counter, tag"});
    row("unknown table", "links.toml", "[[link]]\ntag = \"air\"", "[[lnik]]\ntag = \"air\"",
        {"links.toml:27:3: lnik: unknown key; did you mean \"link\"?",
         "nodes.toml:28:8: node[4].link: no link has the tag \"air\"",
         "nodes.toml:35:8: node[5].link: no link has the tag \"air\""});
    row("key of the other kind of link", "links.toml", "baud = 9600", "port = 9600",
        {"links.toml:7:1: link[1].port: unknown key; known here: baud, device, kind, poll_s, "
         "reply_timeout_s, tag"});
    row("missing text", "nodes.toml", "tag = \"CH4-02\"\n", "",
        {"nodes.toml:11:1: node[2].tag: missing; expected a text"});
    row("empty text", "site.toml", "\"Demo mine\"", "\"\"",
        {"site.toml:2:15: name.en: found an empty text, expected a text that is not empty"});
    row("text for a number", "links.toml", "15022", "\"15022\"",
        {"links.toml:15:8: link[2].port: found a text, expected an integer from 1 to 65535"});
    row("number for a text", "nodes.toml", "\"CH4-01\"", "401",
        {"nodes.toml:5:7: node[1].tag: found an integer, expected a text that is not empty"});
    row("decimal for an integer", "nodes.toml", "address = 21", "address = 21.5",
        {"nodes.toml:43:11: node[6].address: found a decimal, expected an integer from 1 to 247"});
    row("label in one language", "nodes.toml", ", zh = \"进风巷\"", "",
        {"nodes.toml:27:9: node[4].place.zh: missing; expected a text"});
    row("label as a text", "site.toml", "{ en = \"Demo mine\", zh = \"演示矿井\" }", "\"Demo\"",
        {"site.toml:2:8: name: found a text, expected { en = \"...\", zh = \"...\" }"});
    row("label in a third language", "site.toml", "zh = ", "pl = \"kopalnia\", zh = ",
        {"site.toml:2:28: name.pl: unknown key; known here: en, zh"});
    row("table for tables", "map.toml", "[[tile]]\npoint = \"FLW-02\"", "[tile.x]\na = 1",
        {"map.toml:68:7: tile[8].x: unknown key; known here: at, point, relay"});
    row("list of something else", "relays.toml", "[\"CH4-01/0\", \"RLY-01\"]", "[1, \"RLY-01\"]",
        {"relays.toml:38:11: area[1].relays: found an integer, expected a list of texts"});
    row("date", "nodes.toml", "address = 12", "address = 2026-01-01",
        {"nodes.toml:36:11: node[5].address: found a date or time, expected an integer from 1 "
         "to 247"});
  }
  void a_wrong_key_or_type_is_named_with_its_place() { compare(); }

  void a_value_out_of_range_is_named_with_the_range_data() {
    columns();
    row("address 0", "nodes.toml", "address = 11", "address = 0",
        {"nodes.toml:29:11: node[4].address: found 0, expected an integer from 1 to 247"});
    row("address 248", "nodes.toml", "address = 11", "address = 248",
        {"nodes.toml:29:11: node[4].address: found 248, expected an integer from 1 to 247"});
    row("port 0", "links.toml", "15023", "0",
        {"links.toml:23:8: link[3].port: found 0, expected an integer from 1 to 65535"});
    row("port 65536", "links.toml", "15023", "65536",
        {"links.toml:23:8: link[3].port: found 65536, expected an integer from 1 to 65535"});
    row("odd baud rate", "links.toml", "9600", "9601",
        {"links.toml:7:8: link[1].baud: found 9601, expected 1200, 2400, 4800, 9600, 19200, "
         "38400, 57600 or 115200"});
    row("poll too fast", "links.toml", "poll_s = 0.5", "poll_s = 0.049",
        {"links.toml:8:10: link[1].poll_s: found 0.049, expected a number from 0.050 to 3600.000"});
    row("negative time-out", "links.toml", "timeout_s = 0.5", "timeout_s = -1",
        {"links.toml:9:19: link[1].reply_timeout_s: found -1.000, expected a number from 0.020 "
         "to 3600.000"});
    row("kind of link", "links.toml", "\"modbus-tcp\"", "\"modbus\"",
        {"links.toml:21:8: link[3].kind: found \"modbus\", expected one of: modbus-tcp, "
         "rtu-over-tcp, serial"});
    row("relay channel", "relays.toml", "RLY-01\"\nchannel = 0", "RLY-01\"\nchannel = 8",
        {"relays.toml:23:11: relay[3].channel: found 8, expected an integer from 0 to 7"});
    row("second relay of a methane node", "relays.toml", "channel = 0", "channel = 1",
        {"relays.toml:7:11: relay[1].channel: found 1, expected 0"});
    row("airflow", "map.toml", "airflow = 1", "airflow = 2",
        {"map.toml:7:11: roadway[1].airflow: found 2, expected an integer from -1 to 1"});
    row("place outside the map", "map.toml", "at = [200, 480]", "at = [200, 901]",
        {"map.toml:42:6: tile[2].at: expected a position [x, y] inside the map of 1600 by 900"});
    row("place of three numbers", "map.toml", "at = [200, 480]", "at = [200, 480, 1]",
        {"map.toml:42:6: tile[2].at: expected a position [x, y] inside the map of 1600 by 900"});
    row("line of one place", "map.toml", "[[60, 180], [1400, 180]]", "[[60, 180]]",
        {"map.toml:6:8: roadway[1].line: expected a list of at least two positions"});
    row("limit over 100 %", "rules/cn-2016.toml", "trip_pct = 1.5", "trip_pct = 100.01",
        {"rules/cn-2016.toml:12:12: class.LW_T0.trip_pct: found 100.01, expected a number from "
         "0.01 to 100.00"});
    row("limit of 0 %", "rules/cn-2016.toml", "alarm_pct = 1.0", "alarm_pct = 0",
        {"rules/cn-2016.toml:11:13: class.LW_T0.alarm_pct: found 0.00, expected a number from "
         "0.01 to 100.00"});
    row("too many decimals", "rules/cn-2016.toml", "alarm_pct = 1.0", "alarm_pct = 1.005",
        {"rules/cn-2016.toml:11:13: class.LW_T0.alarm_pct: too many decimals: expected at most 2"});
    row("a hair over", "rules/cn-2016.toml", "trip_pct = 1.5", "trip_pct = 1.500000000001",
        {"rules/cn-2016.toml:12:12: class.LW_T0.trip_pct: too many decimals: expected at most 2"});
    row("not a number", "rules/cn-2016.toml", "trip_pct = 1.5", "trip_pct = nan",
        {"rules/cn-2016.toml:12:12: class.LW_T0.trip_pct: not a number that can be measured"});
    row("infinite", "rules/cn-2016.toml", "trip_pct = 1.5", "trip_pct = inf",
        {"rules/cn-2016.toml:12:12: class.LW_T0.trip_pct: not a number that can be measured"});
  }
  void a_value_out_of_range_is_named_with_the_range() { compare(); }

  void tags_are_unique_and_references_lead_somewhere_data() {
    columns();
    row("two links", "links.toml", "tag = \"air\"", "tag = \"power\"",
        {"links.toml:36:7: link[5].tag: second link with tag \"power\"; the first is in line 28",
         "nodes.toml:28:8: node[4].link: no link has the tag \"air\"",
         "nodes.toml:35:8: node[5].link: no link has the tag \"air\""});
    row("two points", "points.toml", "tag = \"CH4-02\"", "tag = \"CH4-01\"",
        {"map.toml:57:9: tile[6].point: no point has the tag \"CH4-02\"; did you mean "
         "\"CH4-01\"?",
         "points.toml:9:7: point[2].tag: second point with tag \"CH4-01\"; the first is in line "
         "2",
         "relays.toml:16:20: relay[2].gas_below_reset: no point has the tag \"CH4-02\"; did you "
         "mean \"CH4-01\"?",
         "relays.toml:24:30: relay[3].gas_below_reset: no point has the tag \"CH4-02\"; did you "
         "mean \"CH4-01\"?",
         "relays.toml:32:30: relay[4].gas_below_reset: no point has the tag \"CH4-02\"; did you "
         "mean \"CH4-01\"?",
         "relays.toml:50:9: cross_trip[2].cause: no point has the tag \"CH4-02\"; did you mean "
         "\"CH4-01\"?"});
    row("tag with a space", "relays.toml", "tag = \"FACE-1203\"", "tag = \"FACE 1203\"",
        {"map.toml:17:8: roadway[3].area: no area has the tag \"FACE-1203\"; did you mean "
         "\"FACE 1203\"?",
         "relays.toml:36:7: area[1].tag: \"FACE 1203\" is no tag: expected 1 to 32 bytes "
         "without spaces or quotes"});
    row("tag too long", "nodes.toml", "tag = \"FLW-02\"",
        "tag = \"FLW-02-34567890-234567890-2345678\"",
        {"nodes.toml:33:7: node[5].tag: \"FLW-02-34567890-234567890-2345678\" is no tag: "
         "expected 1 to 32 bytes without spaces or quotes",
         "points.toml:36:8: point[5].node: no node has the tag \"FLW-02\"; did you mean "
         "\"FLW-01\"?"});
    row("misspelt node", "points.toml", "node = \"CH4-02\"", "node = \"CH4-2\"",
        {"points.toml:11:8: point[2].node: no node has the tag \"CH4-2\"; did you mean "
         "\"CH4-02\"?"});
    row("nobody's link", "nodes.toml", "link = \"heading\"", "link = \"surface\"",
        {"nodes.toml:21:8: node[3].link: no link has the tag \"surface\""});
    row("misspelt class", "points.toml", "\"LW_T0\"", "\"LWT0\"",
        {"points.toml:6:9: point[1].class: profile cn-2016 has no class \"LWT0\"; did you mean "
         "\"LW_T0\"?"});
    row("nobody's class", "points.toml", "\"LW_T0\"", "\"QUARRY\"",
        {"points.toml:6:9: point[1].class: profile cn-2016 has no class \"QUARRY\""});
    row("unknown relay in an area", "relays.toml", "[\"CH4-01/0\", \"RLY-01\"]",
        "[\"CH4-01/0\", \"RLY-1\"]",
        {"relays.toml:38:23: area[1].relays: no relay has the tag \"RLY-1\"; did you mean "
         "\"RLY-01\"?"});
    row("relay twice in a list", "relays.toml", "[\"CH4-01/0\", \"RLY-01\"]",
        "[\"RLY-01\", \"RLY-01\"]",
        {"relays.toml:38:21: area[1].relays: \"RLY-01\" stands twice in this list"});
    row("unknown area on the map", "map.toml", "\"FACE-1203\"", "\"FACE-1204\"",
        {"map.toml:17:8: roadway[3].area: no area has the tag \"FACE-1204\"; did you mean "
         "\"FACE-1203\"?"});
    row("tile of nothing", "map.toml", "relay = \"RLY-02\"\n", "",
        {"map.toml:64:1: tile[8]: expected either point or relay"});
    row("tile of two", "map.toml", "relay = \"RLY-02\"", "relay = \"RLY-02\"\npoint = \"CH4-01\"",
        {"map.toml:64:1: tile[8]: expected either point or relay",
         "map.toml:64:1: tile[8].point: has a tile on the map already"});
    row("second tile", "map.toml", "point = \"FLW-02\"", "point = \"FLW-01\"",
        {"map.toml:68:1: tile[9].point: has a tile on the map already"});
  }
  void tags_are_unique_and_references_lead_somewhere() { compare(); }

  void what_cannot_work_in_a_mine_is_refused_data() {
    columns();
    row("two nodes with one address", "nodes.toml", "address = 12", "address = 11",
        {"nodes.toml:36:11: node[5].address: node \"FLW-01\" has address 11 on this link already"});
    row("two nodes with one serial number", "nodes.toml", "address = 12\nclass = \"flow\"",
        "address = 12\nclass = \"flow\"\nserial = 7\n[[node]]\ntag=\"N\"\nplace"
        "={en=\"a\",zh=\"b\"}\nlink=\"air\"\naddress=13\nclass=\"flow\"\nserial"
        "=7",
        {"nodes.toml:45:8: node[6].serial: node \"FLW-02\" has this serial number already"});
    row("two links to one port", "links.toml", "15025", "15024",
        {"links.toml:39:8: link[5].port: link \"air\" has this endpoint already; put its nodes "
         "on one link"});
    row("point that the node has not", "points.toml", "shows = \"methane\"", "shows = \"pressure\"",
        {"points.toml:5:9: point[1].shows: node \"CH4-01\" is of a class that has no pressure",
         "points.toml:6:9: point[1].class: class \"LW_T0\" is for methane, this point shows "
         "pressure"});
    row("register shown twice", "points.toml", "node = \"CH4-03\"", "node = \"CH4-02\"",
        {"points.toml:19:9: point[3].shows: point \"CH4-02\" shows methane of this node already"});
    row("class of another measurement", "points.toml", "shows = \"flow\"\n[",
        "shows = \"flow\"\nclass = \"LW_T0\"\n[",
        {"points.toml:27:9: point[4].class: class \"LW_T0\" is for methane, this point shows "
         "flow"});
    row("methane without limits", "points.toml", "class = \"HD_T1\"\n", "",
        {"points.toml:15:1: point[3].class: missing; expected a location class of the profile, "
         "or [point.limits] with a reason: methane is never without limits"});
    row("limits without a reason", "points.toml", "reason", "because",
        {"points.toml:27:1: point[4].limits.reason: missing; expected a text",
         "points.toml:28:1: point[4].limits.because: unknown key; known here: alarm_m3min, "
         "alarm_reset_m3min, low_m3min, low_release_m3min, low_trip_m3min, off_delay_s, "
         "on_delay_s, reason, reset_m3min, stale_s, trip_m3min, trip_reset_m3min, warn_m3min"});
    row("relay of a flow node", "relays.toml", "node = \"RLY-01\"", "node = \"FLW-01\"",
        {"relays.toml:22:8: relay[3].node: node \"FLW-01\" is of a class that has no relay"});
    row("one channel, two relays", "relays.toml", "node = \"RLY-02\"", "node = \"RLY-01\"",
        {"relays.toml:31:11: relay[4].channel: relay \"RLY-01\" is this channel of the node "
         "already"});
    row("permissive without a trip limit", "relays.toml", "gas_below_reset = [\"CH4-01\"]",
        "gas_below_reset = [\"FLW-02\"]",
        {"relays.toml:8:19: relay[1].gas_below_reset: point \"FLW-02\" has no trip limit"});
    row("permissive without a low limit", "relays.toml", "air_above_low = [\"FLW-01\"]",
        "air_above_low = [\"FLW-02\"]",
        {"relays.toml:9:17: relay[1].air_above_low: point \"FLW-02\" has no low limit"});
    row("cross-trip that never happens", "relays.toml", "cause = \"CH4-02\"", "cause = \"FLW-01\"",
        {"relays.toml:50:9: cross_trip[2].cause: point \"FLW-01\" has no trip limit"});
    row("two cross-trips of one cause", "relays.toml", "cause = \"CH4-02\"", "cause = \"CH4-01\"",
        {"relays.toml:50:9: cross_trip[2].cause: point \"CH4-01\" has a cross-trip already; put "
         "its relays in one list"});
    row("another profile", "rules/cn-2016.toml", "profile = \"cn-2016\"", "profile = \"cn-2026\"",
        {"rules/cn-2016.toml:3:11: profile: found \"cn-2026\", expected \"cn-2016\", as the "
         "file is called"});
    row("number without an origin", "rules/cn-2016.toml", "doubt = \"reset from", "# \"reset from",
        {"rules/cn-2016.toml:8:1: class.LW_T0.doubt: missing; expected a text"});
  }
  void what_cannot_work_in_a_mine_is_refused() { compare(); }

  void limits_keep_their_order_data() {
    columns();
    const char* const rules = "rules/cn-2016.toml";
    row("alarm over trip", rules, "alarm_pct = 1.0", "alarm_pct = 1.51",
        {"rules/cn-2016.toml:11:13: class.LW_T0.alarm_pct: alarm_pct is 1.51, expected at most "
         "trip_pct, which is 1.50"});
    row("reset over alarm", rules, "reset_pct = 1.0", "reset_pct = 1.01",
        {"rules/cn-2016.toml:13:13: class.LW_T0.reset_pct: reset_pct is 1.01, expected at most "
         "alarm_pct, which is 1.00"});
    row("trip reset over trip", rules, "reset_pct = 1.0", "reset_pct = 1.0\ntrip_reset_pct = 1.51",
        {"rules/cn-2016.toml:14:18: class.LW_T0.trip_reset_pct: trip_reset_pct is 1.51, "
         "expected at most trip_pct, which is 1.50"});
    row("no reset", rules, "reset_pct = 1.0\n", "",
        {"rules/cn-2016.toml:8:1: class.LW_T0.reset_pct: missing; expected the value that "
         "releases the limit"});
    row("warning at alarm", rules, "alarm_pct = 1.0", "warn_pct = 1.0\nalarm_pct = 1.0",
        {"rules/cn-2016.toml:11:12: class.LW_T0.warn_pct: warn_pct is 1.00, expected less than "
         "alarm_pct, which is 1.00"});
    row("low over its release", "points.toml", "low_m3min = 300", "low_m3min = 320.01",
        {"points.toml:29:13: point[4].limits.low_m3min: low_m3min is 320.01, expected at most "
         "low_release_m3min, which is 320.00"});
    row("low without a release", "points.toml", "low_release_m3min = 320\n", "",
        {"points.toml:27:1: point[4].limits.low_release_m3min: missing; expected the value that "
         "releases the limit"});
    row("a unit of something else", "points.toml", "low_m3min", "low_pct",
        {"points.toml:29:1: point[4].limits.low_pct: unknown key; known here: alarm_m3min, "
         "alarm_reset_m3min, low_m3min, low_release_m3min, low_trip_m3min, off_delay_s, "
         "on_delay_s, reason, reset_m3min, stale_s, trip_m3min, trip_reset_m3min, warn_m3min",
         "relays.toml:9:17: relay[1].air_above_low: point \"FLW-01\" has no low limit",
         "relays.toml:17:17: relay[2].air_above_low: point \"FLW-01\" has no low limit",
         "relays.toml:25:17: relay[3].air_above_low: point \"FLW-01\" has no low limit",
         "relays.toml:33:17: relay[4].air_above_low: point \"FLW-01\" has no low limit"});
    row("own alarm over the class's trip", "points.toml", "class = \"LW_T0\"\n",
        "class = \"LW_T0\"\n[point.limits]\nreason = \"r\"\nalarm_pct = 1.6\n",
        {"points.toml:9:13: point[1].limits.alarm_pct: alarm_pct is 1.60, expected at most "
         "trip_pct, which is 1.50"});
  }
  void limits_keep_their_order() { compare(); }

  void limits_may_touch_where_the_rules_say_so() {
    const BrokenSite site;
    site.replace("rules/cn-2016.toml", "alarm_pct = 1.0", "warn_pct = 1.49\nalarm_pct = 1.5");
    site.replace("rules/cn-2016.toml", "reset_pct = 1.0", "reset_pct = 1.5");
    site.replace("points.toml", "low_m3min = 300", "low_m3min = 320");
    QCOMPARE(site.faults(), QStringList{});
  }

  void a_syntax_error_does_not_hide_the_next_mistake_data() {
    columns();
    row("value missing", "nodes.toml", "address = 1\n", "address = \n",
        {"nodes.toml:8:11: not TOML: Error while parsing key-value pair: expected value, saw "
         "'\\n'"});
    row("text not closed", "nodes.toml", "link = \"face-bus\"", "link = \"face-bus",
        {"nodes.toml:7:17: not TOML: Error while parsing string: unescaped control characters "
         "other than TAB (U+0009) are explicitly prohibited"});
    row("key twice", "links.toml", "baud = 9600", "baud = 9600\nbaud = 9600",
        {"links.toml:8:8: not TOML: Error while parsing key-value pair: cannot redefine "
         "existing integer 'baud'"});
    row("header not closed", "points.toml", "[point.limits]", "[point.limits",
        {"points.toml:27:14: not TOML: Error while parsing table header: expected ']', saw '\\n'"});
    row("header of nothing", "points.toml", "[point.limits]", "[*]",
        {"points.toml:27:2: not TOML: Error while parsing key: expected bare key starting "
         "character or string delimiter, saw '*'"});
    row("letters outside of texts", "links.toml", "baud = 9600", "b\u00e4ud = 9600",
        {"links.toml:7:2: only plain ASCII may stand outside of texts and comments"});
    row("text over several lines", "site.toml", "\"Demo mine\"", "\"\"\"\nDemo\n\"\"\"",
        {"site.toml:2:15: a text must stand in one line"});
    row("full-width sign", "links.toml", "port = 15023", "port \uff1d 15023",
        {"links.toml:23:6: only plain ASCII may stand outside of texts and comments"});
    row("list not closed", "map.toml", "[[200, 180], [200, 600]]", "[[200, 180], [200, 600]",
        {"map.toml:12:1: not TOML: Error while parsing array: expected comma or closing ']', "
         "saw 'a'"});
    row("not UTF-8", "site.toml", "Demo mine", "Demo \xff mine",
        {"site.toml:2:20: not TOML: Encountered invalid utf-8 sequence"});
  }
  void a_syntax_error_does_not_hide_the_next_mistake() { compare(); }

  void all_mistakes_of_all_files_come_in_one_go() {
    const BrokenSite site;
    site.replace("site.toml", "tag =", "tga =");
    site.replace("links.toml", "baud = 9600", "baud = = 9600");
    site.replace("links.toml", "15023", "0");
    site.replace("nodes.toml", "address = 21", "address = 999");
    site.replace("points.toml", "node = \"CH4-03\"", "node = \"CH4-30\"");
    site.replace("relays.toml", "channel = 0", "channel = true");
    site.replace("map.toml", "width = 1600", "width = 1");
    site.replace("rules/cn-2016.toml", "alarm_pct = 1.0", "alarm_pct = 2.0");
    const QStringList faults = site.faults();
    QStringList files;
    for (const QString& fault : faults) files << fault.section(':', 0, 0);
    for (const char* file : {"site", "links", "nodes", "points", "relays", "map"}) {
      QVERIFY2(files.contains(QLatin1String(file) + ".toml"), file);
    }
    QVERIFY(files.contains("rules/cn-2016.toml"));
    QCOMPARE(files.count("links.toml"), 2);
    QVERIFY(std::is_sorted(files.begin(), files.end()));
  }

  void a_missing_file_is_named_and_brings_no_faults_of_others_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"site.toml", "links.toml", "nodes.toml", "points.toml", "relays.toml",
                             "map.toml", "rules/cn-2016.toml"}) {
      QTest::newRow(file) << QString(file);
    }
  }
  void a_missing_file_is_named_and_brings_no_faults_of_others() {
    QFETCH(QString, file);
    const BrokenSite site;
    QVERIFY(QFile::remove(site.path(file)));
    QCOMPARE(site.faults(), QStringList{file + ": file missing; a site needs it"});
  }

  void a_misspelt_file_is_a_mistake_and_other_files_are_none_of_ours() {
    const BrokenSite site;
    site.write("notes.txt", "anything");
    site.write("point.toml", "");
    site.write("weather.toml", "");
    QCOMPARE(site.faults(),
             (QStringList{"point.toml: no file of a site; did you mean \"points.toml\"?",
                          "weather.toml: no file of a site; remove or rename it"}));
  }

  void a_file_that_is_no_file_or_too_large_is_named() {
    const BrokenSite site;
    QVERIFY(QFile::remove(site.path("map.toml")));
    QVERIFY(QDir{site.path(".")}.mkdir("map.toml"));
    site.write("links.toml", QByteArray(1024 * 1024 + 1, '#'));
    QCOMPARE(site.faults(), (QStringList{"links.toml: file is larger than 1 MiB; no site file is",
                                         "map.toml: file missing; a site needs it"}));
  }

  void a_directory_that_is_none_is_named() {
    const SiteResult result = readSite("/nowhere/at/all");
    QVERIFY(!result.site);
    QCOMPARE(faultText(result.faults.at(0)),
             std::string("/nowhere/at/all: no such directory of site files"));
  }

  void a_profile_cannot_lead_out_of_the_directory() {
    const BrokenSite site;
    site.replace("site.toml", "\"cn-2016\"", "\"../../etc/x\"");
    QCOMPARE(site.faults().size(), 1);
    QVERIFY(site.faults()[0].startsWith("site.toml:3:11: profile: found \"../../etc/x\""));
  }

  void random_edits_never_crash_and_never_give_half_a_site() {
    const std::uint32_t seed = test::seedOfRun();
    QRandomGenerator random{seed};
    const QStringList files{"site.toml", "links.toml",  "nodes.toml",         "points.toml",
                            "map.toml",  "relays.toml", "rules/cn-2016.toml"};
    int broken = 0;
    for (int round = 0; round < 60; ++round) {
      const BrokenSite site;
      const QString file = files[random.bounded(int(files.size()))];
      QByteArray text = site.content(file);
      for (int edits = random.bounded(1, 6); edits > 0 && !text.isEmpty(); --edits) {
        const int at = random.bounded(int(text.size()));
        if (random.bounded(2) == 0) {
          text[at] = static_cast<char>(random.bounded(256));
        } else {
          text.remove(at, random.bounded(1, 40));
        }
      }
      site.write(file, text);
      const SiteResult result = site.read();
      QCOMPARE(result.site.has_value(), result.faults.empty());
      broken += result.site ? 0 : 1;
    }
    QVERIFY(broken > 30);
  }
};

QTEST_APPLESS_MAIN(TestSiteFaults)
#include "tst_site_faults.moc"
