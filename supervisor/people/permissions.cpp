#include "people/permissions.h"

namespace firedamp {
namespace {

// One line for each request: one that is new does not compile until somebody decides.
struct NeededFor {
  Permission operator()(const TripRequest&) const { return Permission::makeSafe; }
  Permission operator()(const CancelRequest&) const { return Permission::makeSafe; }
  Permission operator()(const RestoreRequest&) const { return Permission::makeLive; }
  Permission operator()(const ConfirmRequest&) const { return Permission::makeLive; }
  Permission operator()(const NodeRequest& request) const {
    return request.kind == CommandKind::unlock      ? Permission::unlock
           : request.kind == CommandKind::mode      ? Permission::calibrate
           : request.kind == CommandKind::configure ? Permission::configure
                                                    : Permission::silence;
  }
  Permission operator()(const AcknowledgeRequest&) const { return Permission::acknowledge; }
  Permission operator()(const SilenceRequest&) const { return Permission::silence; }
  Permission operator()(const AreaTripRequest&) const { return Permission::makeSafe; }
  Permission operator()(const ScopeTripRequest&) const { return Permission::makeSafe; }
  Permission operator()(const BypassRequest&) const { return Permission::configure; }
  Permission operator()(const EndBypassRequest&) const { return Permission::makeSafe; }
  Permission operator()(const PeopleCheckRequest&) const { return Permission::makeLive; }
  Permission operator()(const RecordTestRequest&) const { return Permission::calibrate; }
  Permission operator()(const LockTestRequest&) const { return Permission::calibrate; }
  Permission operator()(const UnlockFansRequest&) const { return Permission::unlock; }
  Permission operator()(const ResetAlarmRequest&) const { return Permission::acknowledge; }
  Permission operator()(const ShelveRequest&) const { return Permission::shelve; }
  Permission operator()(const OutOfServiceRequest&) const { return Permission::outOfService; }
  Permission operator()(const ReturnAlarmRequest&) const { return Permission::shelve; }
  Permission operator()(const DispositionRequest&) const { return Permission::acknowledge; }
};

}  // namespace

Permission neededFor(const Request& request) { return std::visit(NeededFor{}, request); }

Phrase permissionText(Permission permission) {
  switch (permission) {
    case Permission::see: return {PHRASE("see values and records"), {}};
    case Permission::makeSafe: return {PHRASE("switch power off"), {}};
    case Permission::silence: return {PHRASE("silence the horn"), {}};
    case Permission::acknowledge: return {PHRASE("acknowledge alarms"), {}};
    case Permission::shelve: return {PHRASE("shelve alarms"), {}};
    case Permission::outOfService: return {PHRASE("take out of service"), {}};
    case Permission::makeLive: return {PHRASE("give power back"), {}};
    case Permission::calibrate: return {PHRASE("calibrate nodes"), {}};
    case Permission::unlock: return {PHRASE("open locks"), {}};
    case Permission::configure: return {PHRASE("change the configuration"), {}};
    case Permission::approve: return {PHRASE("approve changes of others"), {}};
    case Permission::accounts: return {PHRASE("keep the accounts"), {}};
  }
  return {"", {}};
}

}  // namespace firedamp
