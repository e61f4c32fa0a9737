// All buses of a site: what is asked of one costs the others nothing, and outputs come by link.
#include <QTest>

#include <optional>

#include "core/buses.h"

using namespace firedamp;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr Instant start = fromMicroseconds(1'700'000'000'000'000);

Site threeLinks() {
  Site site;
  for (std::uint32_t i = 0; i < 3; ++i) {
    LinkSite link;
    link.tag = "L" + std::to_string(i);
    link.pollInterval = milliseconds{100} * (i + 1);
    site.links.push_back(link);
    NodeSite node;
    node.tag = "N" + std::to_string(i);
    node.link = LinkId{i};
    site.nodes.push_back(node);
  }
  return site;
}

// Who said something, in the order in which it was handed out.
struct Heard {
  std::vector<std::uint32_t> transmits, links;
  void operator()(const Transmit& output) { transmits.push_back(output.link.value); }
  void operator()(const LinkReport& report) { links.push_back(report.link.value); }
  template <typename Other>
  void operator()(const Other&) {}
};

Heard drained(Buses& buses) {
  Heard heard;
  buses.drain(heard);
  return heard;
}

WireEvent up(std::uint32_t link, Instant at) {
  return {LinkId{link}, at, WireEvent::Kind::up, {}, ""};
}

}  // namespace

class TestBuses : public QObject {
  Q_OBJECT

  const Site site_ = threeLinks();
  std::optional<Buses> all_;

 private slots:
  void init() {
    all_.emplace(site_, std::vector<StoredEvent>{}, start, KeyRing{});
    drained(*all_);
  }

  void a_link_that_comes_up_is_asked_and_the_others_are_not() {
    all_->accept(up(1, start));
    QCOMPARE(drained(*all_).transmits, (std::vector<std::uint32_t>{1}));
    QCOMPARE(drained(*all_).transmits.size(), std::size_t{0});  // said once
  }

  void outputs_come_in_the_order_of_the_links_however_they_were_touched() {
    for (const std::uint32_t link : {2u, 0u, 1u}) all_->accept(up(link, start));
    QCOMPARE(drained(*all_).transmits, (std::vector<std::uint32_t>{0, 1, 2}));
  }

  void the_next_deadline_is_that_of_the_bus_which_is_due_first() {
    for (const std::uint32_t link : {0u, 1u}) all_->accept(up(link, start));
    drained(*all_);
    const auto first = all_->nextDeadline();
    QVERIFY(first && *first > start);
    all_->advance(*first - Duration{1});
    QVERIFY(drained(*all_).transmits.empty());
    QVERIFY(all_->nextDeadline() == first);
    all_->advance(*first + seconds{1});
    drained(*all_);
    QVERIFY(*all_->nextDeadline() > *first);
  }

  void a_late_event_does_not_turn_back_the_time_of_its_bus() {
    all_->advance(start + seconds{5});
    all_->accept(up(0, start + seconds{1}));
    QCOMPARE(drained(*all_).transmits, (std::vector<std::uint32_t>{0}));
    QVERIFY(*all_->nextDeadline() >= start + seconds{5});
  }

  void what_the_site_has_not_is_ignored() {
    all_->accept(up(3, start));
    StoredEvent stored;
    stored.node = NodeId{3};
    all_->accept(stored);
    const Heard heard = drained(*all_);
    QVERIFY(heard.transmits.empty() && heard.links.empty());
  }
};

QTEST_APPLESS_MAIN(TestBuses)
#include "tst_buses.moc"
