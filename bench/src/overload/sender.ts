// Sends requests at their times, in a process of its own.
import { takeOrders } from "../processes/order-taker.ts";
import { send } from "./send.ts";

takeOrders(send);
