// "Nobody is at risk when power returns": recorded by a person for a scope, good for a time, and
// void as soon as the scope is tripped anew.
#pragma once

#include <optional>
#include <vector>

#include "domain/rule_request.h"
#include "domain/site.h"
#include "rules/rule_news.h"

namespace firedamp {

class PeopleChecks {
 public:
  explicit PeopleChecks(const Site& site) : site_(site), checks_(site.scopes.size()) {}

  void accept(const PeopleCheckRequest& request, Instant now, RuleNews& news) {
    if (request.scope.value >= checks_.size()) return;
    const std::string& tag = site_.scopes[request.scope.value].tag;
    if (request.origin.person.value == 0) {
      return news.refuse(tag, request.origin, now,
                         {PHRASE("only a person who is named may check"), {}});
    }
    RuleRecord record;
    record.topic = RuleRecord::Topic::peopleCheck;
    record.tag = tag;
    record.at = now;
    record.present = true;
    record.until = now + site_.rules.checkValid;
    record.origin = request.origin;
    checks_[request.scope.value] = Check{now, record.until};
    news.records.push_back(std::move(record));
  }
  void restore(ScopeId scope, const RuleRecord& record) {
    checks_[scope.value] = Check{record.at, record.until};
  }
  // A demand to trip began in the scope.
  void tripped(ScopeId scope) { checks_[scope.value].reset(); }

  bool good(ScopeId scope, Instant at) const {
    const std::optional<Check>& check = checks_[scope.value];
    return check && at >= check->at && at < check->until;
  }

 private:
  struct Check {
    Instant at, until;
  };
  const Site& site_;
  std::vector<std::optional<Check>> checks_;
};

}  // namespace firedamp
