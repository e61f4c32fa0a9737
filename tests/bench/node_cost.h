/* What a node's program costs: one C99 scenario that counts in whatever its port counts in, so that
 * the same requests are measured as Cortex-M instructions and as nanoseconds of this host. (The
 * 8051's images are measured whole, cycles.cpp.) */
#ifndef BENCH_NODE_COST_H
#define BENCH_NODE_COST_H

#include <stdint.h>

enum node_cost {
  COST_POLL,    /* heard, judged, LIVE and no event sent, the node's steps meanwhile left out */
  COST_SELECT,  /* with a new nonce of a key: CLOSE, of a flow node TRIP */
  COST_OPERATE, /* its MAC checked, executed, answered */
  COST_STEP,    /* a step of 1 ms that is no beat */
  COST_BEAT,    /* the dearest step of a second: all limits or locks judged */
  COST_LIMIT,   /* fw_limit_step() alone */
  NODE_COSTS
};

#ifdef __cplusplus
extern "C" {
#endif

/* enum msn_class. */
void node_costs(uint8_t node_class, uint32_t costs[NODE_COSTS]);

/* The port's: counts up, modulo 2^32. */
uint32_t cost_now(void);

#ifdef __cplusplus
}
#endif

#endif
