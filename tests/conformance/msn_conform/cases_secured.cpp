// SELECT and OPERATE, mostly as they must not be said. --safe leaves every relay as it is or opens
// it; --full closes relay 0, opens it again, and waits for time-outs.
#include <thread>

#include "msn/codes.h"
#include "msn/regs.h"
#include "msn_conform/node.h"

namespace firedamp::conform {
namespace {

constexpr int selectClose = int{MSN_OP_SELECT} | int{MSN_FN_CLOSE};
constexpr int operateClose = int{MSN_OP_OPERATE} | int{MSN_FN_CLOSE};
constexpr int cancelClose = int{MSN_OP_CANCEL} | int{MSN_FN_CLOSE};
const Bytes nonsense{1, 2, 3, 4, 5, 6, 7, 8};

std::string statusText(const SecuredAnswer& answer) {
  return "status " + std::to_string(answer.status) + ", detail " + std::to_string(answer.detail);
}

// A selection of relay 0 whose relay stays as it is: nobody here knows the proof, or uses it.
SecuredAnswer selected(Node& node) {
  if (node.relays == 0) throw NotHere{"no relays"};
  const SecuredAnswer answer = node.secured(selectClose, 0);
  if (answer.status != MSN_SEC_OK) throw NotHere{"SELECT is refused here: " + statusText(answer)};
  return answer;
}

void cancel(Node& node) { node.secured(cancelClose, 0); }

void operateWithoutSelectIsRefused(Node& node) {
  const int status = node.secured(operateClose, 0, nonsense).status;
  require(status == MSN_SEC_NO_SELECT || status == MSN_SEC_LOCKED_OUT ||
              status == MSN_SEC_AUTH_FAIL || status == MSN_SEC_TIMEOUT,
          "status " + std::to_string(status));
}

void selectGivesANewNonceEachTime(Node& node) {
  const SecuredAnswer first = selected(node);
  const SecuredAnswer second = selected(node);
  cancel(node);
  require(first.nonce != second.nonce, "the same nonce twice");
  require(first.left_ds > 90 && first.left_ds <= 100, "SELECT_LEFT is not 10 s");
}

void cancelEndsASelection(Node& node) {
  const SecuredAnswer answer = selected(node);
  require(node.secured(cancelClose, 0).status == MSN_SEC_OK, "CANCEL is refused");
  const SecuredAnswer late = node.secured(operateClose, 0, answer.nonce);
  require(late.status == MSN_SEC_NO_SELECT, statusText(late));
}

void aTripEndsASelection(Node& node) {
  selected(node);
  require(node.trip(1), "DIRECT_TRIP is refused");
  const SecuredAnswer late = node.secured(operateClose, 0, nonsense);
  require(late.status == MSN_SEC_NO_SELECT, statusText(late));
}

void aRequestThatIsNotWholeIsException3(Node& node) {
  require(node.exceptionOf({16, 3, 16, 0, 2, 4, 0x12, 0, 0, 0}) == 3, "2 registers of SEC_REQ");
  require(node.exceptionOf({6, 3, 16, 0x12, 0}) == 3, "1 register of SEC_REQ");
}

void unknownFunctionsAreNotSupported(Node& node) {
  for (const int function : {0, int{MSN_FN_KEY_ROTATE}, int{MSN_FN_TIME_SET}, 0x0F}) {
    const SecuredAnswer answer = node.secured(MSN_OP_SELECT | function, 0);
    require(answer.status == MSN_SEC_NOT_SUPPORTED,
            "function " + std::to_string(function) + ": " + statusText(answer));
  }
}

void aWrongProofIsRefusedAndUsesTheSelection(Node& node) {
  const SecuredAnswer answer = selected(node);
  Bytes wrong = answer.nonce;
  wrong[7] = static_cast<std::uint8_t>(wrong[7] ^ 1);
  const bool counts = !node.can(MSN_CAP_SMALL);
  const int fails = counts ? node.reg(MSN_R_AUTH_FAIL) : 0;
  const SecuredAnswer first = node.secured(operateClose, 0, wrong);
  require(first.status == MSN_SEC_AUTH_FAIL, "wrong proof: " + statusText(first));
  require(!counts || node.reg(MSN_R_AUTH_FAIL) != fails, "AUTH_FAIL does not count it");
  const SecuredAnswer second = node.secured(operateClose, 0, answer.nonce);
  require(second.status == MSN_SEC_NO_SELECT || second.status == MSN_SEC_LOCKED_OUT,
          "again: " + statusText(second));
}

void aWrongProofLocksOut(Node& node) {
  if (!node.can(MSN_CAP_MAC)) throw NotHere{"no lock-out without MAC (L0)"};
  if (node.relays == 0) throw NotHere{"no relays, so no wrong proof was given"};
  const SecuredAnswer locked = node.secured(selectClose, 0);
  require(locked.status == MSN_SEC_LOCKED_OUT, statusText(locked));
  require(node.trip(1), "lock-out refuses DIRECT_TRIP");
}

void invalidConfigurationIsRefused(Node& node) {
  if (!node.can(MSN_CAP_STAGED_CONFIG)) throw NotHere{"no staged configuration"};
  const int crc = node.reg(MSN_R_CFG_CRC);
  const Bytes write{16, 5, 6, 0, 1, 2, 0x80, 0};  // CUTOFF, T_REF, MIN_OFF: none may be -32768
  require(node.exceptionOf(write) == 0, "STAGED cannot be written");
  const SecuredAnswer answer = node.secured(int{MSN_OP_SELECT} | int{MSN_FN_CFG_COMMIT}, 0);
  require(answer.status != MSN_SEC_OK, "SELECT takes an invalid configuration");
  require(node.reg(MSN_R_CFG_CRC) == crc, "CFG_CRC changed");
}

// MODE NORMAL in normal mode: executed, and nothing changes.
constexpr int modeNormal = int{MSN_FN_MODE};

void aResultIsSigned(Node& node) {
  if (!node.can(MSN_CAP_RESULT_MAC)) throw NotHere{"no signed results below level 2"};
  const SecuredAnswer selected = node.secured(int{MSN_OP_SELECT} | modeNormal, 0);
  require(selected.status == MSN_SEC_OK, "SELECT: " + statusText(selected));
  const int operate = int{MSN_OP_OPERATE} | modeNormal;
  const SecuredAnswer done =
      node.secured(operate, 0, node.proof(operate, 0, selected.nonce));
  require(done.status == MSN_SEC_OK, "OPERATE: " + statusText(done));
  Bytes message{0x52, node.unit, std::uint8_t{MSN_FN_MODE}, 0, MSN_SEC_OK,
                static_cast<std::uint8_t>(done.detail), Node::person >> 8, Node::person & 0xFF};
  message.insert(message.end(), selected.nonce.begin(), selected.nonce.end());
  require(done.nonce == node.mac(message), "the result's MAC is wrong");
}

void liveIsAttested(Node& node) {
  if (!node.can(MSN_CAP_ATTEST)) throw NotHere{"no attestation below level 2"};
  const Bytes challenge{9, 8, 7, 6, 5, 4, 3, 2};
  const SecuredAnswer told = node.secured(int{MSN_OP_SELECT} | int{MSN_FN_ATTEST}, 0, challenge);
  require(told.status == MSN_SEC_OK, statusText(told));
  Bytes message{0x54, node.unit, 0, 0, Node::person >> 8, Node::person & 0xFF, 0, 0};
  message.insert(message.end(), challenge.begin(), challenge.end());
  for (const std::uint16_t value : node.read(MSN_PAGE_ATTEST, MSN_LEN_ATTEST)) {
    message.push_back(static_cast<std::uint8_t>(value >> 8));
    message.push_back(static_cast<std::uint8_t>(value));
  }
  require(told.nonce == node.mac(message), "the attestation's MAC is wrong");
}

void aSelectionRunsOut(Node& node) {
  if (!node.full) throw NotHere{"10 s; only with --full"};
  const SecuredAnswer answer = selected(node);
  std::this_thread::sleep_for(std::chrono::milliseconds{10'800});
  const SecuredAnswer late = node.secured(operateClose, 0, node.proof(operateClose, 0,
                                                                      answer.nonce));
  require(late.status == MSN_SEC_TIMEOUT, statusText(late));
}

void aProofClosesOnceAndATripOpens(Node& node) {
  if (!node.full) throw NotHere{"closes a relay; only with --full"};
  const SecuredAnswer answer = selected(node);
  const Bytes proof = node.proof(operateClose, 0, answer.nonce);
  const SecuredAnswer done = node.secured(operateClose, 0, proof);
  require(done.status == MSN_SEC_OK, statusText(done));
  require(node.trip(1), "DIRECT_TRIP is refused");
  const SecuredAnswer replay = node.secured(operateClose, 0, proof);
  require(replay.status == MSN_SEC_NO_SELECT, "a replay: " + statusText(replay));
}

}  // namespace

std::vector<Case> securedCases() {
  const char* by = "libmodbus";
  const char* own = "own frames";
  // Those that lock a node out come last.
  return {{"operate_without_select_is_refused", by, operateWithoutSelectIsRefused},
          {"select_gives_a_new_nonce_each_time", by, selectGivesANewNonceEachTime},
          {"cancel_ends_a_selection", by, cancelEndsASelection},
          {"a_trip_ends_a_selection", by, aTripEndsASelection},
          {"a_request_that_is_not_whole_is_exception_3", own, aRequestThatIsNotWholeIsException3},
          {"unknown_functions_are_not_supported", by, unknownFunctionsAreNotSupported},
          {"invalid_configuration_is_refused", by, invalidConfigurationIsRefused},
          {"a_result_is_signed", by, aResultIsSigned},
          {"live_is_attested", by, liveIsAttested},
          {"a_selection_runs_out", by, aSelectionRunsOut},
          {"a_proof_closes_once_and_a_trip_opens", by, aProofClosesOnceAndATripOpens},
          {"a_wrong_proof_is_refused_and_uses_the_selection", by,
           aWrongProofIsRefusedAndUsesTheSelection},
          {"a_wrong_proof_locks_out", by, aWrongProofLocksOut}};
}

}  // namespace firedamp::conform
