/// <reference types="@tarojs/taro" />

/** Address of the server for the mini-program, set at build time. */
declare const API_BASE: string;

declare module '*.scss';
