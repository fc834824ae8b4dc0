// Generated from openapi/webhooks.yaml by `npm run generate`. Do not edit.

// @ts-nocheck -- Ajv writes JavaScript
import { noted, type Validate } from '../../checks/validate.js';

const validator0 = validate1;
const schema1 = {"type":"object","required":["event","hook_timestamp_millis","dc_id","route_id"],"properties":{"event":{"type":"string","enum":["ROUTE_CREATED"]},"hook_timestamp_millis":{"$ref":"#/components/schemas/EventTime"},"dc_id":{"$ref":"#/components/schemas/DcId"},"route_id":{"$ref":"#/components/schemas/DcId"}}};
const schema2 = {"type":"integer","minimum":0,"maximum":9007199254740991};

function validate2(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
errors = (vErrors = noted(vErrors, instancePath, "type", schema2, data)).length;
}
if(typeof data == "number"){
if(data > 9007199254740991 || isNaN(data)){
errors = (vErrors = noted(vErrors, instancePath, "maximum", schema2, data)).length;
}
if(data < 0 || isNaN(data)){
errors = (vErrors = noted(vErrors, instancePath, "minimum", schema2, data)).length;
}
}
validate2.errors = vErrors;
return errors === 0;
}

const schema3 = {"type":"string","minLength":1,"maxLength":128,"pattern":"^[^\\u0000\\uD800-\\uDFFF]*$","x-pattern-words":"must not hold the character U+0000 or half of a surrogate pair"};
import func0Module from 'ajv/dist/runtime/ucs2length.js';
const func0 = func0Module.default;
const pattern0 = new RegExp("^[^\\u0000\\uD800-\\uDFFF]*$", "u");

function validate4(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func0(data) > 128){
errors = (vErrors = noted(vErrors, instancePath, "maxLength", schema3, data)).length;
}
if(func0(data) < 1){
errors = (vErrors = noted(vErrors, instancePath, "minLength", schema3, data)).length;
}
if(!pattern0.test(data)){
errors = (vErrors = noted(vErrors, instancePath, "pattern", schema3, data)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema3, data)).length;
}
validate4.errors = vErrors;
return errors === 0;
}


function validate1(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const prop0 of schema1.required){
if(data[prop0] === undefined){
errors = (vErrors = noted(vErrors, instancePath, "required", schema1, data, {missingProperty: prop0})).length;
}
}
if(data.event !== undefined){
let data0 = data.event;
if(typeof data0 !== "string"){
errors = (vErrors = noted(vErrors, instancePath+"/event", "type", schema1.properties.event, data0)).length;
}
if(!(data0 === "ROUTE_CREATED")){
errors = (vErrors = noted(vErrors, instancePath+"/event", "enum", schema1.properties.event, data0)).length;
}
}
if(data.hook_timestamp_millis !== undefined){
if(!(validate2(data.hook_timestamp_millis, instancePath+"/hook_timestamp_millis"))){
vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
errors = vErrors.length;
}
}
if(data.dc_id !== undefined){
if(!(validate4(data.dc_id, instancePath+"/dc_id"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
if(data.route_id !== undefined){
if(!(validate4(data.route_id, instancePath+"/route_id"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema1, data)).length;
}
validate1.errors = vErrors;
return errors === 0;
}

const validator1 = validate7;
const schema4 = {"type":"object","required":["event","hook_timestamp_millis","dc_id","route_id"],"properties":{"event":{"type":"string","enum":["ROUTE_STARTED"]},"hook_timestamp_millis":{"$ref":"#/components/schemas/EventTime"},"dc_id":{"$ref":"#/components/schemas/DcId"},"route_id":{"$ref":"#/components/schemas/DcId"}}};

function validate7(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const prop0 of schema4.required){
if(data[prop0] === undefined){
errors = (vErrors = noted(vErrors, instancePath, "required", schema4, data, {missingProperty: prop0})).length;
}
}
if(data.event !== undefined){
let data0 = data.event;
if(typeof data0 !== "string"){
errors = (vErrors = noted(vErrors, instancePath+"/event", "type", schema4.properties.event, data0)).length;
}
if(!(data0 === "ROUTE_STARTED")){
errors = (vErrors = noted(vErrors, instancePath+"/event", "enum", schema4.properties.event, data0)).length;
}
}
if(data.hook_timestamp_millis !== undefined){
if(!(validate2(data.hook_timestamp_millis, instancePath+"/hook_timestamp_millis"))){
vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
errors = vErrors.length;
}
}
if(data.dc_id !== undefined){
if(!(validate4(data.dc_id, instancePath+"/dc_id"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
if(data.route_id !== undefined){
if(!(validate4(data.route_id, instancePath+"/route_id"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema4, data)).length;
}
validate7.errors = vErrors;
return errors === 0;
}

const validator2 = validate11;
const schema5 = {"type":"object","required":["event","hook_timestamp_millis","dc_id","route_id"],"properties":{"event":{"type":"string","enum":["ROUTE_ETAS_CHANGED"]},"hook_timestamp_millis":{"$ref":"#/components/schemas/EventTime"},"dc_id":{"$ref":"#/components/schemas/DcId"},"route_id":{"$ref":"#/components/schemas/DcId"}}};

function validate11(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const prop0 of schema5.required){
if(data[prop0] === undefined){
errors = (vErrors = noted(vErrors, instancePath, "required", schema5, data, {missingProperty: prop0})).length;
}
}
if(data.event !== undefined){
let data0 = data.event;
if(typeof data0 !== "string"){
errors = (vErrors = noted(vErrors, instancePath+"/event", "type", schema5.properties.event, data0)).length;
}
if(!(data0 === "ROUTE_ETAS_CHANGED")){
errors = (vErrors = noted(vErrors, instancePath+"/event", "enum", schema5.properties.event, data0)).length;
}
}
if(data.hook_timestamp_millis !== undefined){
if(!(validate2(data.hook_timestamp_millis, instancePath+"/hook_timestamp_millis"))){
vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
errors = vErrors.length;
}
}
if(data.dc_id !== undefined){
if(!(validate4(data.dc_id, instancePath+"/dc_id"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
if(data.route_id !== undefined){
if(!(validate4(data.route_id, instancePath+"/route_id"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema5, data)).length;
}
validate11.errors = vErrors;
return errors === 0;
}

const validator3 = validate15;
const schema6 = {"type":"object","required":["event","hook_timestamp_millis","dc_id","route_id","waypoint_id"],"properties":{"event":{"type":"string","enum":["WAYPOINT_STATUS_CHANGED"]},"hook_timestamp_millis":{"$ref":"#/components/schemas/EventTime"},"dc_id":{"$ref":"#/components/schemas/DcId"},"route_id":{"$ref":"#/components/schemas/DcId"},"waypoint_id":{"$ref":"#/components/schemas/DcId"}}};

function validate15(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const prop0 of schema6.required){
if(data[prop0] === undefined){
errors = (vErrors = noted(vErrors, instancePath, "required", schema6, data, {missingProperty: prop0})).length;
}
}
if(data.event !== undefined){
let data0 = data.event;
if(typeof data0 !== "string"){
errors = (vErrors = noted(vErrors, instancePath+"/event", "type", schema6.properties.event, data0)).length;
}
if(!(data0 === "WAYPOINT_STATUS_CHANGED")){
errors = (vErrors = noted(vErrors, instancePath+"/event", "enum", schema6.properties.event, data0)).length;
}
}
if(data.hook_timestamp_millis !== undefined){
if(!(validate2(data.hook_timestamp_millis, instancePath+"/hook_timestamp_millis"))){
vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
errors = vErrors.length;
}
}
if(data.dc_id !== undefined){
if(!(validate4(data.dc_id, instancePath+"/dc_id"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
if(data.route_id !== undefined){
if(!(validate4(data.route_id, instancePath+"/route_id"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
if(data.waypoint_id !== undefined){
if(!(validate4(data.waypoint_id, instancePath+"/waypoint_id"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema6, data)).length;
}
validate15.errors = vErrors;
return errors === 0;
}

export const notificationValidators = {
  "ROUTE_CREATED": validator0 as Validate,
  "ROUTE_STARTED": validator1 as Validate,
  "ROUTE_ETAS_CHANGED": validator2 as Validate,
  "WAYPOINT_STATUS_CHANGED": validator3 as Validate,
};
