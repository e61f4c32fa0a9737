// The ring of events, by numbers.
#include <QTest>

#include "msn/codes.h"
#include "msn/regs.h"
#include "session/event_reader.h"

using namespace firedamp;

namespace {

LivePage page(std::uint16_t bootId, unsigned tail, unsigned head) {
  LivePage page;
  page.bootId = bootId;
  page.tail = static_cast<std::uint16_t>(tail);
  page.head = static_cast<std::uint16_t>(head);
  return page;
}

std::vector<EventRecord> records(unsigned from, unsigned to) {
  std::vector<EventRecord> all;
  for (unsigned seq = from; seq != to + 1; ++seq) {
    all.push_back({static_cast<std::uint16_t>(seq), seq * 10, 0x14, 0, 0});
  }
  return all;
}

EventReader::Stored stored(unsigned seq) {
  return {0x0001, static_cast<std::uint16_t>(seq), seq * 10};
}

constexpr std::uint16_t kBoot = 0x0001;  // first event: 0x0101
constexpr unsigned kFirst = 0x0101;

}  // namespace

class TestEventReader : public QObject {
  Q_OBJECT

 private slots:
  // The node fetches a slot word by word, and LIVE before them (protocol/SPEC.md 6).
  void a_slot_that_fills_while_it_is_sent_is_told_whole_by_the_next_poll() {
    std::vector<std::uint16_t> registers(MSN_LEN_LIVE + 2 * MSN_EVENT_REGS);
    registers[MSN_R_EV_TAIL] = 0xFFFF;
    registers[MSN_R_EV_HEAD] = 0xFFFF;
    const auto put = [&registers](std::size_t slot, std::uint16_t seq) {
      const std::uint16_t words[] = {seq, 0, 100, 0x1400, 1};
      std::copy(std::begin(words), std::end(words),
                registers.begin() + long(MSN_LEN_LIVE + slot * MSN_EVENT_REGS));
    };
    put(0, 0xFFFF);
    put(1, 0);
    QCOMPARE(eventRecords(registers).size(), std::size_t{1});
    registers[MSN_R_EV_HEAD] = 0;  // counted now: 0 is a number like any other
    const auto whole = eventRecords(registers);
    QCOMPARE(whole.size(), std::size_t{2});
    QCOMPARE(whole[1].seq, std::uint16_t{0});
    registers[MSN_R_EV_TAIL] = 1;  // none
    QCOMPARE(eventRecords(registers).size(), std::size_t{0});
  }

  void repeats_are_told_once() {
    EventReader reader(std::nullopt);
    QCOMPARE(reader.meet(page(kBoot, kFirst, kFirst + 2), {}), std::uint16_t{0});
    QCOMPARE(reader.wanted(), std::uint16_t{3});
    const auto ring = records(kFirst, kFirst + 2);
    QCOMPARE(reader.take(page(kBoot, kFirst, kFirst + 2), ring).fresh.size(), std::size_t{3});
    QCOMPARE(reader.wanted(), std::uint16_t{0});
    QCOMPARE(reader.take(page(kBoot, kFirst, kFirst + 2), ring).fresh.size(), std::size_t{0});
  }

  void nothing_is_acknowledged_before_it_is_stored() {
    EventReader reader(std::nullopt);
    reader.meet(page(kBoot, kFirst, kFirst + 2), {});
    reader.take(page(kBoot, kFirst, kFirst + 2), records(kFirst, kFirst + 2));
    QCOMPARE(reader.acknowledge(), std::uint16_t(kFirst - 1));
    QVERIFY(!reader.acknowledgeDue());
    reader.store(stored(kFirst + 1));
    QCOMPARE(reader.acknowledge(), std::uint16_t(kFirst + 1));
    QVERIFY(reader.acknowledgeDue());
    reader.store(stored(kFirst));  // an older word changes nothing
    QCOMPARE(reader.acknowledge(), std::uint16_t(kFirst + 1));
  }

  void the_word_of_another_boot_acknowledges_nothing() {
    EventReader reader(EventReader::Stored{7, kFirst + 1, 0});
    reader.meet(page(kBoot, kFirst, kFirst + 2), {});
    QCOMPARE(reader.acknowledge(), std::uint16_t(kFirst - 1));
  }

  void a_ring_longer_than_a_poll_is_fetched_in_windows() {
    EventReader reader(std::nullopt);
    reader.meet(page(kBoot, kFirst, kFirst + 19), {});
    QCOMPARE(reader.wanted(), std::uint16_t{8});
    reader.take(page(kBoot, kFirst, kFirst + 19), records(kFirst, kFirst + 7));
    QCOMPARE(reader.wanted(), std::uint16_t{0});  // the window moves only by an acknowledge
    reader.store(stored(kFirst + 7));
    QCOMPARE(reader.wanted(), std::uint16_t{8});
  }

  void a_restart_resumes_behind_what_is_stored() {
    EventReader reader(EventReader::Stored{kBoot, kFirst + 3, 0});
    QCOMPARE(reader.meet(page(kBoot, kFirst, kFirst + 6), {}), std::uint16_t{0});
    const auto delivery =
        reader.take(page(kBoot, kFirst, kFirst + 6), records(kFirst, kFirst + 6));
    QCOMPARE(delivery.fresh.size(), std::size_t{3});
    QCOMPARE(delivery.fresh[0].seq, std::uint16_t(kFirst + 4));
    QCOMPARE(delivery.lost, std::uint16_t{0});
  }

  void a_tail_that_jumped_counts_what_was_lost_at_both_sides_of_the_limit() {
    for (unsigned missing = 0; missing <= 3; ++missing) {
      EventReader reader(EventReader::Stored{kBoot, kFirst + 3, 0});
      QCOMPARE(reader.meet(page(kBoot, kFirst + 4 + missing, kFirst + 20), {}),
               std::uint16_t(missing));
    }
  }

  void an_overrun_while_running_is_counted_once() {
    EventReader reader(std::nullopt);
    reader.meet(page(kBoot, kFirst, kFirst), {});
    reader.take(page(kBoot, kFirst, kFirst), records(kFirst, kFirst));
    const auto jumped = page(kBoot, kFirst + 5, kFirst + 6);
    const auto ring = records(kFirst + 5, kFirst + 6);
    QCOMPARE(reader.take(jumped, ring).lost, std::uint16_t{4});
    QCOMPARE(reader.take(jumped, ring).lost, std::uint16_t{0});
  }

  void a_boot_never_met_lost_what_its_ring_no_longer_holds() {
    EventReader known(EventReader::Stored{9, 4, 0});
    QCOMPARE(known.meet(page(kBoot, kFirst + 6, kFirst + 9), {}), std::uint16_t{6});
    // Whoever never read this node before cannot tell loss from another reader.
    EventReader fresh(std::nullopt);
    QCOMPARE(fresh.meet(page(kBoot, kFirst + 6, kFirst + 9), {}), std::uint16_t{0});
  }

  void numbers_wrap() {
    EventReader reader(std::nullopt);
    reader.meet(page(0x00FF, 0xFFFE, 0x0001), {});
    const auto delivery = reader.take(page(0x00FF, 0xFFFE, 0x0001), records(0xFFFE, 0x10001));
    QCOMPARE(delivery.fresh.size(), std::size_t{4});
    QCOMPARE(delivery.lost, std::uint16_t{0});
    reader.store({0x00FF, 0x0001, 0x10001 * 10});
    QCOMPARE(reader.acknowledge(), std::uint16_t{1});
  }
};

QTEST_APPLESS_MAIN(TestEventReader)
#include "tst_event_reader.moc"
