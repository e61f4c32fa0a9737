#include "runtime/operator_line.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "domain/journal_text.h"
#include "domain/source_tag.h"

namespace firedamp {
namespace {

// The next word; `rest` keeps what follows it.
std::string takeWord(std::string_view& rest) {
  constexpr std::string_view blanks = " \t\r";
  const auto start = rest.find_first_not_of(blanks);
  if (start == std::string_view::npos) {
    rest = {};
    return {};
  }
  const auto end = std::min(rest.find_first_of(blanks, start), rest.size());
  const std::string word{rest.substr(start, end - start)};
  rest.remove_prefix(std::min(rest.find_first_not_of(blanks, end), rest.size()));
  return word;
}

std::string trimmed(std::string_view text) {
  const auto end = text.find_last_not_of(" \t\r");
  return std::string{text.substr(0, end == std::string_view::npos ? 0 : end + 1)};
}

// "12", or "#12" as the journal writes it.
std::optional<std::uint32_t> numberOf(std::string_view word) {
  if (!word.empty() && word.front() == '#') word.remove_prefix(1);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return number;
}

class Reader {
 public:
  Reader(std::string_view line, const Site& site, OperatorId person)
      : rest_(line), site_(site), person_(person) {}

  OperatorLine read() {
    const std::string verb = takeWord(rest_);
    if (verb.empty()) return std::monostate{};
    if (verb == "ack") return acknowledge();
    if (verb == "reset") return reset();
    if (verb == "shelve" || verb == "unshelve") return shelve(verb == "shelve");
    if (verb == "silence") return Request{SilenceRequest{person_}};
    if (verb == "trip" || verb == "restore") return command(verb == "restore");
    if (verb == "confirm" || verb == "cancel") return followUp(verb == "confirm");
    if (verb == "status") return ShowStatus{};
    if (verb == "help") return ShowHelp{};
    if (verb == "quit") return Quit{};
    return Phrase{PHRASE("unknown request \"%1\"; try help"), {verb}};
  }

 private:
  OperatorLine acknowledge() {
    const std::string which = takeWord(rest_);
    if (which == "all") return AcknowledgeAll{};
    const auto alarm = numberOf(which);
    if (!alarm) return Phrase{PHRASE("ack: expected an alarm's number or \"all\""), {}};
    return Request{AcknowledgeRequest{AlarmId{*alarm}, person_}};
  }

  Origin origin(std::string reason) const {
    Origin origin;
    origin.person = person_;
    origin.reason = std::move(reason);
    return origin;
  }

  OperatorLine reset() {
    const auto alarm = numberOf(takeWord(rest_));
    if (!alarm) return Phrase{PHRASE("reset: expected an alarm's number"), {}};
    return Request{ResetAlarmRequest{AlarmId{*alarm}, origin(trimmed(rest_))}};
  }

  OperatorLine shelve(bool away) {
    const std::string tag = takeWord(rest_);
    const auto source = sourceOfTag(tag, site_);
    const auto kind = kindOfText(takeWord(rest_));
    if (!source || !kind) {
      return Phrase{PHRASE("expected a tag and a kind of alarm, as the journal writes them"), {}};
    }
    if (!away) return Request{ReturnAlarmRequest{{*source, *kind}, origin(trimmed(rest_))}};
    const auto minutes = numberOf(takeWord(rest_));
    if (!minutes) return Phrase{PHRASE("shelve: expected minutes and a reason"), {}};
    return Request{ShelveRequest{
        {*source, *kind}, std::chrono::minutes{*minutes}, origin(trimmed(rest_))}};
  }

  OperatorLine command(bool restore) {
    const std::string tag = takeWord(rest_);
    const std::string reason = trimmed(rest_);
    for (std::uint32_t i = 0; i < site_.relays.size(); ++i) {
      if (site_.relays[i].tag != tag) continue;
      const Origin origin{person_, reason.empty() ? "operator" : reason};
      if (!restore) return Request{TripRequest{RelayId{i}, origin}};
      if (person_.value == 0) {
        return Phrase{PHRASE("restore: refused, no operator is named (start with --operator N)"),
                      {}};
      }
      if (reason.empty()) return Phrase{PHRASE("restore: a reason is needed"), {}};
      return Request{RestoreRequest{RelayId{i}, origin}};
    }
    return Phrase{PHRASE("no relay has the tag \"%1\""), {tag}};
  }

  OperatorLine followUp(bool confirm) {
    const auto command = numberOf(takeWord(rest_));
    if (!command) return Phrase{PHRASE("expected a command's number"), {}};
    const Origin origin{person_, "operator"};
    if (confirm) return Request{ConfirmRequest{CommandId{*command}, origin}};
    return Request{CancelRequest{CommandId{*command}, origin}};
  }

  std::string_view rest_;
  const Site& site_;
  OperatorId person_;
};

}  // namespace

OperatorLine readOperatorLine(std::string_view line, const Site& site, OperatorId person) {
  return Reader{line, site, person}.read();
}

std::string operatorLineHelp() {
  return "  ack ID | ack all           acknowledge an alarm, or every one\n"
         "  reset ID                   a latched alarm whose cause has gone\n"
         "  shelve TAG KIND MIN reason | unshelve TAG KIND\n"
         "  silence                    the horn, for what sounds now\n"
         "  trip RELAY [reason]        power off, at once\n"
         "  restore RELAY reason       power on: checks and selects; then\n"
         "  confirm ID | cancel ID     operate what was selected, or let it go\n"
         "  status | help | quit\n";
}

}  // namespace firedamp
