/* The flow board's inputs (flow_board.h): pulses on T0, direction, power fail, converter. */
#ifndef FW_FLOW_INPUTS_H
#define FW_FLOW_INPUTS_H

void start_flow_inputs(void); /* timer 0 counts pulses, timer 1 makes the baud rate */
void read_flow_inputs(void);  /* once a step, into the_inputs */

#endif
