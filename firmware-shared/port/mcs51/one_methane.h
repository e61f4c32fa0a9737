/* Methane nodes: what one_node.h is for the core, for their own functions (src/methane.c). */
#ifndef FW_ONE_METHANE_H
#define FW_ONE_METHANE_H

/* The one class of the image: the dispatch (src/class.c) goes. */
#define fw_class_init(self) fw_methane_init_()
#define FW_CLASS_STEP(self, in) ((void)0)
#define FW_CLASS_SECURED(self, function, execute) MSN_SEC_NOT_SUPPORTED
#define fw_class_step(self, in) fw_class_step_()
#define fw_class_beat(self, in) fw_methane_beat_()
#define fw_class_refresh(self) fw_methane_refresh_()
#define fw_class_status(self) fw_methane_status_()
#define fw_class_blocked(self, index) fw_methane_blocked_()
#define fw_class_contact_ds(self) fw_methane_contact_ds_()
#define fw_class_acknowledged(self) fw_methane_acknowledged_()
#define fw_class_attended(self) fw_methane_attended_()

/* Its state: the readings in directly addressed RAM, the rest not; the port keeps its own. */
#define FW_METHANE(self) the_methane
#define FW_GAS(self) the_gas
#define FW_GAS_TEMP(self) the_inputs.temp_ddegc
#define FW_GAS_COUNTS(self) the_inputs.gas_raw
#define FW_NOTE_SENSOR(self, in) ((void)0)

#define fw_methane_init(self) fw_methane_init_()
#define fw_methane_beat(self, in) fw_methane_beat_()
#define fw_methane_contact_ds(self) fw_methane_contact_ds_()
#define fw_methane_acknowledged(self) fw_methane_acknowledged_()
#define fw_methane_attended(self) fw_methane_attended_()
#define fw_methane_blocked(self) fw_methane_blocked_()
#define fw_methane_refresh(self) fw_methane_refresh_()
#define fw_methane_status(self) fw_methane_status_()
#define band(self, ...) band_(__VA_ARGS__)
#define fault_of(self, in) fault_of_()
#define judge_gas(self) judge_gas_()
#define judge_health(self, ...) judge_health_(__VA_ARGS__)
#define judge_limit(self, ...) judge_limit_(__VA_ARGS__)
#define judge_reading(self, in, ...) judge_reading_(__VA_ARGS__)
#define quality(self) quality_()
#define sample(self, in) sample_()
#define use_reading(self, ...) use_reading_(__VA_ARGS__)
#define watch_change(self, ...) watch_change_(__VA_ARGS__)

#define FW_GAS_COUNTS_MAX (BOARD_GAS_SHORT - 1)

#endif
