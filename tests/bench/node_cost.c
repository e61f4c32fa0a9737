#include "bench/node_cost.h"

#include "fw/limit.h"
#include "fw/node.h"
#include "msn/codes.h"
#include "msn/key_area.h"
#include "msn/mbap.h"

enum { UNIT = 5, STEPS_MAX = 20, WARM_STEPS = 700, WARM_MS = 100, BEATS = 1000, PDU_MAX = 24 };

static struct fw_node node;
static struct fw_node_inputs inputs;
static struct fw_node_outputs outputs;
static uint8_t keys[MSN_KEY_AREA];
static uint8_t reply[MSN_RTU_MAX];
static uint8_t spoken; /* bytes of it */

static uint32_t step_cost(uint16_t elapsed_ms)
{
  uint32_t begun = cost_now();
  fw_node_step(&node, &inputs, &outputs, elapsed_ms);
  return cost_now() - begun;
}

/* Past the locks of a boot, with gas that all limits are busy with. */
static void begin(uint8_t node_class)
{
  static struct fw_node_setup setup;
  static const uint8_t key[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  uint16_t i;

  setup.address = UNIT;
  setup.node_class = node_class;
  setup.n_relays = node_class == MSN_CLASS_FLOW ? 0 : 2;
  setup.level = 1;
  setup.key_id = MSN_KEY_TRAINING;
  msn_key_area(key, keys);
  inputs.pins = FW_PIN_REMOTE;
  inputs.gas_raw = 40;
  inputs.supply_mv = 12000;
  inputs.pulses = node_class == MSN_CLASS_FLOW;
  inputs.p_abs_dapa = 9000;
  inputs.content_cpct = 3000;
  fw_node_init(&node, &setup, fw_default_config(node_class), keys, 0, 1, 1);
  for (i = 0; i < WARM_STEPS; i++) fw_node_step(&node, &inputs, &outputs, WARM_MS);
}

/* What one request costs beyond `quiet` for each step that passed meanwhile. */
static uint32_t asked(const uint8_t *pdu, uint8_t length, uint32_t quiet)
{
  uint8_t frame[PDU_MAX + 3];
  uint8_t count = (uint8_t)msn_rtu_build(frame, UNIT, pdu, length);
  uint32_t begun = cost_now();
  uint32_t cost;
  uint8_t steps = 0;
  uint8_t i;

  for (i = 0; i < count; i++) fw_node_rx(&node, frame[i]);
  spoken = 0;
  for (; spoken == 0 && steps < STEPS_MAX; steps++) {
    fw_node_step(&node, &inputs, &outputs, 1);
    while (fw_node_tx(&node, &reply[spoken])) spoken++;
  }
  cost = cost_now() - begun;
  return cost > steps * quiet ? cost - steps * quiet : 0;
}

/* A secured request: 0x03 poll page and all are in SPEC.md 9. */
static void secured(uint8_t *pdu, uint8_t op, uint8_t target, uint8_t registers)
{
  static const uint8_t head[9] = {MSN_FC_READ_WRITE, 3, 0x20, 0, 7, 3, 0x10, 0, 0};
  uint8_t i;
  for (i = 0; i < sizeof head; i++) pdu[i] = head[i];
  pdu[8] = registers;
  pdu[9] = (uint8_t)(2 * registers);
  pdu[10] = op;
  pdu[11] = target;
  pdu[12] = pdu[13] = pdu[14] = 0;
  pdu[15] = 1;
}

static void sign(uint8_t *pdu, uint8_t function, uint8_t target)
{
  struct msn_cmac cmac;
  const uint8_t message[8] = {0x41, UNIT, function, target, 0, 0, 0, 1};
  uint8_t i;
  msn_cmac_start(&cmac);
  for (i = 0; i < 8; i++) msn_cmac_push(&cmac, keys, message[i]);
  for (i = 0; i < 8; i++) msn_cmac_push(&cmac, keys, reply[5 + i]);
  msn_cmac_finish(&cmac, keys);
  for (i = 0; i < 8; i++) pdu[16 + i] = cmac.state[i];
}

/* SELECT and OPERATE; a request that is not granted costs nothing that this is about: 0. */
static void command(uint8_t function, uint8_t target, uint32_t quiet, uint32_t costs[NODE_COSTS])
{
  uint8_t pdu[PDU_MAX];
  secured(pdu, (uint8_t)(MSN_OP_SELECT | function), target, 3);
  costs[COST_SELECT] = asked(pdu, 16, quiet);
  if (spoken < 13 || reply[3] != MSN_SEC_OK) {
    costs[COST_SELECT] = costs[COST_OPERATE] = 0;
    return;
  }
  secured(pdu, (uint8_t)(MSN_OP_OPERATE | function), target, 7);
  sign(pdu, function, target);
  costs[COST_OPERATE] = asked(pdu, PDU_MAX, quiet);
  if (reply[3] != MSN_SEC_OK) costs[COST_OPERATE] = 0;
}

static void steps(uint32_t costs[NODE_COSTS])
{
  uint16_t i;
  costs[COST_STEP] = UINT32_MAX;
  costs[COST_BEAT] = 0;
  for (i = 0; i < BEATS; i++) {
    uint32_t cost = step_cost(1);
    if (cost < costs[COST_STEP]) costs[COST_STEP] = cost;
    if (cost > costs[COST_BEAT]) costs[COST_BEAT] = cost;
  }
}

static uint32_t limit_cost(void)
{
  struct fw_limit limit;
  uint32_t begun;
  fw_limit_init(&limit);
  begun = cost_now();
  (void)fw_limit_step(&limit, fw_band_high(120, 100, 90), 200, 1000, 100);
  return cost_now() - begun;
}

void node_costs(uint8_t node_class, uint32_t costs[NODE_COSTS])
{
  static const uint8_t poll[] = {MSN_FC_READ_WRITE, 0, 0, 0, MSN_LEN_LIVE, 3, 0, 0, 2, 4, 0, 1,
                                 0, 0};
  const bool flow = node_class == MSN_CLASS_FLOW;

  begin(node_class);
  steps(costs);
  costs[COST_POLL] = asked(poll, sizeof poll, costs[COST_STEP]);
  command(flow ? MSN_FN_TRIP : MSN_FN_CLOSE, flow ? 0xFF : 0, costs[COST_STEP], costs);
  inputs.gas_raw = 120;
  steps(costs);
  costs[COST_LIMIT] = limit_cost();
}
