// The load generator, a process of its own.
import { takeOrders } from "../processes/order-taker.ts";
import { load } from "./load.ts";

takeOrders(load);
