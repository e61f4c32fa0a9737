#include "ctl/say.h"

#include <nlohmann/json.hpp>

namespace firedamp {
namespace {

// Words of the protocol that people read: said through the table, so named here for it.
[[maybe_unused]] constexpr const char* spoken[] = {
    PHRASE("up"), PHRASE("down"), PHRASE("connecting"), PHRASE("on"), PHRASE("off"),
    PHRASE("still on"), PHRASE("engine"), PHRASE("recorder"), PHRASE("horn")};

std::string text(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

class Speaker {
 public:
  explicit Speaker(const Words& words) : words_(words) {}

  std::string phrase(const Json& json) const {
    if (!json.is_object() || !json.contains("text")) return {};
    std::vector<std::string> arguments;
    const Json given = json.value("arguments", Json::array());
    for (const Json& each : given) {
      if (each.is_string()) arguments.push_back(each.get<std::string>());
    }
    return words_.say(text(json, "text"), arguments);
  }
  std::string phraseIn(const Json& json, const char* key) const {
    return json.contains(key) ? phrase(json[key]) : std::string{};
  }

  std::string line(const Json& one) const;
  std::string explanation(const Json& result) const;
  std::string differences(const Json& result) const;
  std::string refusal(const Json& answer) const;
  // What came, went or moved, of a configuration that is not in force yet.
  std::string atNextStart(const Json& result) const;

 private:
  std::string value(const Json& one) const;
  std::string alarm(const Json& one) const;
  std::string relay(const Json& one) const;
  std::string command(const Json& one) const;
  std::string user(const Json& one) const;
  std::string rule(const Json& one) const;
  std::string told(const Json& one) const;
  std::string change(const Json& one) const;
  std::string nodeConfiguration(const Json& one) const;
  std::string word(const Json& one, const char* key) const { return words_.say(text(one, key)); }

  const Words& words_;
};

std::string Speaker::value(const Json& one) const {
  const std::string bad = one.value("usable", false) ? "" : "  " + words_.say(PHRASE("NOT USABLE"));
  return text(one, "tag") + "  " + text(one["value"], "text") + bad + "  " + text(one, "age_ms") +
         " ms";
}

std::string Speaker::alarm(const Json& one) const {
  std::string line = "#" + text(one, "id") + "  P" + text(one, "priority") + "  " +
                     text(one, "state") + "  " + phraseIn(one, "text");
  if (one.value("grade", 0) != 0) {
    line += "  " + words_.say(PHRASE("level %1"), {text(one, "grade")});
  }
  for (const Json& mark : one.value("marks", Json::array())) line += "  " + mark.get<std::string>();
  if (const std::string words = text(one, "comment"); !words.empty()) line += "  (" + words + ")";
  if (one.contains("until")) line += "  " + words_.say(PHRASE("until %1"), {text(one, "until")});
  return line + "\n    " + phraseIn(one, "response");
}

std::string Speaker::relay(const Json& one) const {
  if (!one.value("known", false)) return text(one, "tag") + "  " + words_.say(PHRASE("unknown"));
  return text(one, "tag") + "  " +
         words_.say(one.value("feedback", false) ? PHRASE("power is on")
                                                          : PHRASE("power is off")) + "  " +
         phraseIn(one, "trip_cause");
}

std::string Speaker::command(const Json& one) const {
  std::string line = "#" + text(one, "id") + "  " + phraseIn(one, "text");
  if (const std::string why = phraseIn(one, "reason_text"); !why.empty()) line += " (" + why + ")";
  if (text(one, "stage") == "selected") {
    line += "\n    " + words_.say(PHRASE("confirm it before %1"), {text(one, "expires_at")});
  }
  if (const std::string said = phraseIn(one, "node_answer"); !said.empty()) {
    line += "\n    " + said;
  }
  for (const char* list : {"node_detail", "reasons"}) {
    if (!one.contains(list)) continue;
    for (const Json& each : one[list]) line += "\n    " + phrase(each);
  }
  return line;
}

std::string Speaker::user(const Json& one) const {
  return text(one, "id") + "  " + text(one, "name") + "  " + phraseIn(one, "role") +
         (one.value("enabled", true) ? "" : "  " + words_.say(PHRASE("closed")));
}

std::string Speaker::line(const Json& one) const {
  const std::string is = text(one, "is");
  const std::string at = one.contains("seq") ? text(one, "at") + "  " : "";
  if (is == "value") return value(one);
  if (is == "alarm") return at + alarm(one);
  if (is == "relay") return relay(one);
  if (is == "command") return at + command(one);
  if (is == "node") return text(one, "tag") + "  " + phraseIn(one, "state");
  if (is == "link") {
    return text(one, "tag") + "  " + word(one, "state") + "  " + text(one, "detail");
  }
  if (is == "area") return text(one, "tag") + "  " + word(one, "power");
  if (is == "health") {
    const char* state = one.value("ok", false) ? PHRASE("ok") : PHRASE("FAILED");
    return at + word(one, "part") + "  " + words_.say(state) + "  " + text(one, "detail");
  }
  if (is == "node event") {
    std::string text = at + phraseIn(one, "text");
    for (const Json& each : one.value("reasons", Json::array())) text += "\n    " + phrase(each);
    return text;
  }
  if (is == "people") {
    return at + text(one, "name") + " (" + text(one, "station") + ")  " + phraseIn(one, "text") +
           "  " + phraseIn(one, "detail");
  }
  if (is == "events lost" || is == "alarm flood") return at + phraseIn(one, "text");
  if (is == "rule") return at + rule(one);
  if (is == "disposition" || is == "alarm refusal") return at + told(one);
  if (is == "change") return change(one);
  if (is == "node configuration") return nodeConfiguration(one);
  if (is == "proposal") {
    return "#" + text(one, "number") + "  " + phraseIn(one, "what") + "  (" + text(one, "name") +
           ": " + text(one, "reason") + ")  " +
           words_.say(PHRASE("until %1"), {text(one, "until")});
  }
  if (one.contains("enabled")) return user(one);
  return at + one.dump();
}

std::string Speaker::rule(const Json& one) const {
  std::string line = phraseIn(one, "text");
  if (const std::string why = phraseIn(one, "why"); !why.empty()) line += ": " + why;
  if (one.contains("until")) line += "  " + words_.say(PHRASE("until %1"), {text(one, "until")});
  return line;
}

std::string Speaker::told(const Json& one) const {
  std::string line = text(one, "tag") + "  " + text(one, "kind");
  for (const char* key : {"told", "cause", "action"}) {
    if (const std::string words = text(one, key); !words.empty()) line += "; " + words;
  }
  if (one.contains("why")) line += "  " + phraseIn(one, "why");
  return line;
}

std::string Speaker::change(const Json& one) const {
  const auto shown = [&](const char* key) {
    const std::string value = text(one, key);
    return value.empty() ? std::string{"-"} : value;
  };
  const std::string place = text(one, "file").empty()
                                ? std::string{}
                                : text(one, "file") + ":" + text(one, "line") + "  ";
  const std::string mark =
      one.value("loosens", false) ? "  " + words_.say(PHRASE("LESS SAFE")) : std::string{};
  return place + text(one, "thing") + "  " + text(one, "key") + "  " + shown("before") + " -> " +
         shown("after") + mark;
}

std::string Speaker::nodeConfiguration(const Json& one) const {
  std::string line = text(one, "tag");
  if (one.value("away", false)) line += "  " + words_.say(PHRASE("away"));
  if (!one.value("known", false)) {
    line += "  " + words_.say(PHRASE("what it holds is not known"));
  }
  const std::pair<const char*, const char*> lists[] = {
      {"to_write", PHRASE("to be written")}, {"drift", PHRASE("differs from the running site")}};
  for (const auto& [key, heading] : lists) {
    const Json list = one.value(key, Json::array());
    if (!list.empty()) line += "\n  " + words_.say(heading) + ":";
    for (const Json& each : list) line += "\n    " + phrase(each);
  }
  return line;
}

std::string Speaker::differences(const Json& result) const {
  std::string lines = words_.say(PHRASE("version %1 -> %2"),
                                 {text(result, "from"), text(result, "to")}) + "\n";
  for (const char* list : {"changes", "limits", "nodes"}) {
    for (const Json& each : result.value(list, Json::array())) lines += line(each) + "\n";
  }
  if (result.value("second_person", false)) {
    lines += words_.say(PHRASE("a second person must approve this")) + "\n";
  }
  return lines + atNextStart(result);
}

std::string Speaker::atNextStart(const Json& result) const {
  const Json things = result.value("at_next_start", Json::array());
  if (things.empty()) return {};
  std::string lines = words_.say(result.value("starts_anew", false)
                                     ? PHRASE("for this the engine starts anew:")
                                     : PHRASE("takes effect at next start:")) + "\n";
  for (const Json& each : things) lines += "    " + phrase(each) + "\n";
  return lines;
}

std::string Speaker::explanation(const Json& result) const {
  std::string lines;
  const auto add = [&lines](const std::string& text) { lines += text + "\n"; };
  if (result.contains("alarm")) add(phraseIn(result["alarm"], "text"));
  add(words_.say(PHRASE("configuration %1"), {text(result, "configuration")}));
  if (result.contains("limit")) {
    const Json& limit = result["limit"];
    add(words_.say(PHRASE("reading %1, limit %2 from %3 (%4)"),
                   {text(limit, "value"), text(limit, "limit"), text(limit, "line"),
                    text(limit, "source")}));
    add(words_.say(PHRASE("delays: on %1 ms, off %2 ms"),
                   {text(limit, "on_delay_ms"), text(limit, "off_delay_ms")}));
  }
  for (const Json& frame : result.value("frames", Json::array())) {
    add("  " + text(frame, "at") + "  " + text(frame, "way") + "  " + text(frame, "hex"));
  }
  for (const char* part : {"path", "effects"}) {
    for (const Json& each : result.value(part, Json::array())) {
      const std::string more = each.contains("change") ? "  " + text(each, "change") + " -> " +
                                                             text(each, "state")
                                                       : "";
      add("  " + text(each, "at") + "  " + line(each) + more);
    }
  }
  return lines;
}

std::string Speaker::refusal(const Json& answer) const {
  std::string lines = phraseIn(answer, "message") + "\n";
  for (const Json& fault : answer.value("faults", Json::array())) {
    lines += fault.get<std::string>() + "\n";
  }
  if (answer.contains("outcomes")) {
    for (const Json& each : answer["outcomes"]) lines += line(each) + "\n";
  }
  return lines;
}

}  // namespace

std::string say(const std::string& verb, const Json& answer, const Words& words) {
  const Speaker speaker{words};
  if (!answer.value("ok", false)) return speaker.refusal(answer);
  const Json result = answer.value("result", Json::object());
  std::string lines;
  const auto add = [&](const Json& list) {
    for (const Json& each : list) lines += speaker.line(each) + "\n";
  };
  if (result.is_array()) {
    add(result);
  } else if (verb == "things") {
    for (const auto& kind : result.items()) add(kind.value());
  } else if (result.contains("outcomes")) {
    if (result.contains("to")) {
      lines = words.say(PHRASE("version %1 -> %2"), {text(result, "from"), text(result, "to")}) +
              "\n";
      lines += speaker.atNextStart(result);
    }
    add(result["outcomes"]);
  } else if (result.contains("proposals")) {
    if (verb != "withdraw") lines = words.say(PHRASE("it waits for a second person")) + "\n";
    add(result["proposals"]);
  } else if (result.contains("csv")) {
    lines = text(result, "csv");
  } else if (verb == "figures") {
    for (const Json& each : result.value("lines", Json::array())) {
      lines += speaker.phrase(each) + "\n";
    }
  } else if (verb == "config diff") {
    lines = speaker.differences(result);
  } else if (verb == "explain") {
    lines = speaker.explanation(result);
  } else if (verb == "hello") {
    lines = text(result, "site") + "  " + text(result, "user") + "  " +
            speaker.phraseIn(result, "role") + "\n";
  }
  return lines;
}

int exitCodeOf(const Json& answer) {
  if (answer.value("ok", false)) return 0;
  const std::string error = text(answer, "error");
  return error == "bad" ? 2 : error == "outcome" ? 4 : 1;
}

}  // namespace firedamp
