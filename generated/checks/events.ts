// Generated from openapi/events.yaml by `npm run generate`. Do not edit.

// @ts-nocheck -- Ajv writes JavaScript
import { noted, type Validate } from '../../checks/validate.js';

const validator0 = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["events"],"properties":{"events":{"type":"array","minItems":1,"maxItems":1000,"items":{"$ref":"#/components/schemas/PublishedEvent"}}}};
const obj0 = new Set(["events"]);
const schema2 = {"type":"object","required":["event"],"properties":{"event":{"type":"string","enum":["ROUTE_CREATED","ROUTE_STARTED","ROUTE_ETAS_CHANGED","WAYPOINT_STATUS_CHANGED"]}},"allOf":[{"if":{"type":"object","required":["event"],"properties":{"event":{"const":"ROUTE_CREATED"}}},"then":{"$ref":"#/components/schemas/RouteCreatedEvent"}},{"if":{"type":"object","required":["event"],"properties":{"event":{"const":"ROUTE_STARTED"}}},"then":{"$ref":"#/components/schemas/RouteStartedEvent"}},{"if":{"type":"object","required":["event"],"properties":{"event":{"const":"ROUTE_ETAS_CHANGED"}}},"then":{"$ref":"#/components/schemas/RouteEtasChangedEvent"}},{"if":{"type":"object","required":["event"],"properties":{"event":{"const":"WAYPOINT_STATUS_CHANGED"}}},"then":{"$ref":"#/components/schemas/WaypointStatusChangedEvent"}},{"if":{"type":"object","required":["event"],"properties":{"event":{"enum":["ROUTE_CREATED","ROUTE_STARTED","ROUTE_ETAS_CHANGED","WAYPOINT_STATUS_CHANGED"]}}},"else":{"type":"object","required":["account_id","dc_id","route_id"],"properties":{"id":{"type":"string","minLength":1,"maxLength":128,"pattern":"^[A-Za-z0-9_:-]+$","x-pattern-words":"must hold nothing but letters, digits, _, - and colons"},"account_id":{"type":"string","format":"uuid","pattern":"^[0-9a-fA-F-]{36}$","x-pattern-words":"must be a UUID, such as 019b76da-a800-7000-8000-000000000001"},"hook_timestamp_millis":{"$ref":"#/components/schemas/EventTime"},"dc_id":{"$ref":"#/components/schemas/DcId"},"route_id":{"$ref":"#/components/schemas/DcId"}}}}]};
const schema3 = {"type":"object","additionalProperties":true,"required":["account_id","event","dc_id","route_id"],"properties":{"id":{"type":"string","minLength":1,"maxLength":128,"pattern":"^[A-Za-z0-9_:-]+$","x-pattern-words":"must hold nothing but letters, digits, _, - and colons"},"account_id":{"type":"string","format":"uuid","pattern":"^[0-9a-fA-F-]{36}$","x-pattern-words":"must be a UUID, such as 019b76da-a800-7000-8000-000000000001"},"event":{"type":"string","enum":["ROUTE_CREATED"]},"hook_timestamp_millis":{"$ref":"#/components/schemas/EventTime"},"dc_id":{"$ref":"#/components/schemas/DcId"},"route_id":{"$ref":"#/components/schemas/DcId"}}};
import func0Module from 'ajv/dist/runtime/ucs2length.js';
const func0 = func0Module.default;
const pattern0 = new RegExp("^[A-Za-z0-9_:-]+$", "u");
const pattern1 = new RegExp("^[0-9a-fA-F-]{36}$", "u");
const formats0 = /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const schema4 = {"type":"integer","minimum":0,"maximum":9007199254740991};

function validate4(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
errors = (vErrors = noted(vErrors, instancePath, "type", schema4, data)).length;
}
if(typeof data == "number"){
if(data > 9007199254740991 || isNaN(data)){
errors = (vErrors = noted(vErrors, instancePath, "maximum", schema4, data)).length;
}
if(data < 0 || isNaN(data)){
errors = (vErrors = noted(vErrors, instancePath, "minimum", schema4, data)).length;
}
}
validate4.errors = vErrors;
return errors === 0;
}

const schema5 = {"type":"string","minLength":1,"maxLength":128,"pattern":"^[^\\u0000\\uD800-\\uDFFF]*$","x-pattern-words":"must not hold the character U+0000 or half of a surrogate pair"};
const pattern2 = new RegExp("^[^\\u0000\\uD800-\\uDFFF]*$", "u");

function validate6(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func0(data) > 128){
errors = (vErrors = noted(vErrors, instancePath, "maxLength", schema5, data)).length;
}
if(func0(data) < 1){
errors = (vErrors = noted(vErrors, instancePath, "minLength", schema5, data)).length;
}
if(!pattern2.test(data)){
errors = (vErrors = noted(vErrors, instancePath, "pattern", schema5, data)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema5, data)).length;
}
validate6.errors = vErrors;
return errors === 0;
}


function validate3(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const prop0 of schema3.required){
if(data[prop0] === undefined){
errors = (vErrors = noted(vErrors, instancePath, "required", schema3, data, {missingProperty: prop0})).length;
}
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(func0(data0) > 128){
errors = (vErrors = noted(vErrors, instancePath+"/id", "maxLength", schema3.properties.id, data0)).length;
}
if(func0(data0) < 1){
errors = (vErrors = noted(vErrors, instancePath+"/id", "minLength", schema3.properties.id, data0)).length;
}
if(!pattern0.test(data0)){
errors = (vErrors = noted(vErrors, instancePath+"/id", "pattern", schema3.properties.id, data0)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/id", "type", schema3.properties.id, data0)).length;
}
}
if(data.account_id !== undefined){
let data1 = data.account_id;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "pattern", schema3.properties.account_id, data1)).length;
}
if(!(formats0.test(data1))){
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "format", schema3.properties.account_id, data1)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "type", schema3.properties.account_id, data1)).length;
}
}
if(data.event !== undefined){
let data2 = data.event;
if(typeof data2 !== "string"){
errors = (vErrors = noted(vErrors, instancePath+"/event", "type", schema3.properties.event, data2)).length;
}
if(!(data2 === "ROUTE_CREATED")){
errors = (vErrors = noted(vErrors, instancePath+"/event", "enum", schema3.properties.event, data2)).length;
}
}
if(data.hook_timestamp_millis !== undefined){
if(!(validate4(data.hook_timestamp_millis, instancePath+"/hook_timestamp_millis"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
if(data.dc_id !== undefined){
if(!(validate6(data.dc_id, instancePath+"/dc_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
if(data.route_id !== undefined){
if(!(validate6(data.route_id, instancePath+"/route_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema3, data)).length;
}
validate3.errors = vErrors;
return errors === 0;
}

const schema6 = {"type":"object","additionalProperties":true,"required":["account_id","event","dc_id","route_id"],"properties":{"id":{"type":"string","minLength":1,"maxLength":128,"pattern":"^[A-Za-z0-9_:-]+$","x-pattern-words":"must hold nothing but letters, digits, _, - and colons"},"account_id":{"type":"string","format":"uuid","pattern":"^[0-9a-fA-F-]{36}$","x-pattern-words":"must be a UUID, such as 019b76da-a800-7000-8000-000000000001"},"event":{"type":"string","enum":["ROUTE_STARTED"]},"hook_timestamp_millis":{"$ref":"#/components/schemas/EventTime"},"dc_id":{"$ref":"#/components/schemas/DcId"},"route_id":{"$ref":"#/components/schemas/DcId"}}};

function validate10(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const prop0 of schema6.required){
if(data[prop0] === undefined){
errors = (vErrors = noted(vErrors, instancePath, "required", schema6, data, {missingProperty: prop0})).length;
}
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(func0(data0) > 128){
errors = (vErrors = noted(vErrors, instancePath+"/id", "maxLength", schema6.properties.id, data0)).length;
}
if(func0(data0) < 1){
errors = (vErrors = noted(vErrors, instancePath+"/id", "minLength", schema6.properties.id, data0)).length;
}
if(!pattern0.test(data0)){
errors = (vErrors = noted(vErrors, instancePath+"/id", "pattern", schema6.properties.id, data0)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/id", "type", schema6.properties.id, data0)).length;
}
}
if(data.account_id !== undefined){
let data1 = data.account_id;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "pattern", schema6.properties.account_id, data1)).length;
}
if(!(formats0.test(data1))){
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "format", schema6.properties.account_id, data1)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "type", schema6.properties.account_id, data1)).length;
}
}
if(data.event !== undefined){
let data2 = data.event;
if(typeof data2 !== "string"){
errors = (vErrors = noted(vErrors, instancePath+"/event", "type", schema6.properties.event, data2)).length;
}
if(!(data2 === "ROUTE_STARTED")){
errors = (vErrors = noted(vErrors, instancePath+"/event", "enum", schema6.properties.event, data2)).length;
}
}
if(data.hook_timestamp_millis !== undefined){
if(!(validate4(data.hook_timestamp_millis, instancePath+"/hook_timestamp_millis"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
if(data.dc_id !== undefined){
if(!(validate6(data.dc_id, instancePath+"/dc_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
if(data.route_id !== undefined){
if(!(validate6(data.route_id, instancePath+"/route_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema6, data)).length;
}
validate10.errors = vErrors;
return errors === 0;
}

const schema7 = {"type":"object","additionalProperties":true,"required":["account_id","event","dc_id","route_id"],"properties":{"id":{"type":"string","minLength":1,"maxLength":128,"pattern":"^[A-Za-z0-9_:-]+$","x-pattern-words":"must hold nothing but letters, digits, _, - and colons"},"account_id":{"type":"string","format":"uuid","pattern":"^[0-9a-fA-F-]{36}$","x-pattern-words":"must be a UUID, such as 019b76da-a800-7000-8000-000000000001"},"event":{"type":"string","enum":["ROUTE_ETAS_CHANGED"]},"hook_timestamp_millis":{"$ref":"#/components/schemas/EventTime"},"dc_id":{"$ref":"#/components/schemas/DcId"},"route_id":{"$ref":"#/components/schemas/DcId"}}};

function validate15(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const prop0 of schema7.required){
if(data[prop0] === undefined){
errors = (vErrors = noted(vErrors, instancePath, "required", schema7, data, {missingProperty: prop0})).length;
}
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(func0(data0) > 128){
errors = (vErrors = noted(vErrors, instancePath+"/id", "maxLength", schema7.properties.id, data0)).length;
}
if(func0(data0) < 1){
errors = (vErrors = noted(vErrors, instancePath+"/id", "minLength", schema7.properties.id, data0)).length;
}
if(!pattern0.test(data0)){
errors = (vErrors = noted(vErrors, instancePath+"/id", "pattern", schema7.properties.id, data0)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/id", "type", schema7.properties.id, data0)).length;
}
}
if(data.account_id !== undefined){
let data1 = data.account_id;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "pattern", schema7.properties.account_id, data1)).length;
}
if(!(formats0.test(data1))){
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "format", schema7.properties.account_id, data1)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "type", schema7.properties.account_id, data1)).length;
}
}
if(data.event !== undefined){
let data2 = data.event;
if(typeof data2 !== "string"){
errors = (vErrors = noted(vErrors, instancePath+"/event", "type", schema7.properties.event, data2)).length;
}
if(!(data2 === "ROUTE_ETAS_CHANGED")){
errors = (vErrors = noted(vErrors, instancePath+"/event", "enum", schema7.properties.event, data2)).length;
}
}
if(data.hook_timestamp_millis !== undefined){
if(!(validate4(data.hook_timestamp_millis, instancePath+"/hook_timestamp_millis"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
if(data.dc_id !== undefined){
if(!(validate6(data.dc_id, instancePath+"/dc_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
if(data.route_id !== undefined){
if(!(validate6(data.route_id, instancePath+"/route_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema7, data)).length;
}
validate15.errors = vErrors;
return errors === 0;
}

const schema8 = {"type":"object","additionalProperties":true,"required":["account_id","event","dc_id","route_id","waypoint_id"],"properties":{"id":{"type":"string","minLength":1,"maxLength":128,"pattern":"^[A-Za-z0-9_:-]+$","x-pattern-words":"must hold nothing but letters, digits, _, - and colons"},"account_id":{"type":"string","format":"uuid","pattern":"^[0-9a-fA-F-]{36}$","x-pattern-words":"must be a UUID, such as 019b76da-a800-7000-8000-000000000001"},"event":{"type":"string","enum":["WAYPOINT_STATUS_CHANGED"]},"hook_timestamp_millis":{"$ref":"#/components/schemas/EventTime"},"dc_id":{"$ref":"#/components/schemas/DcId"},"route_id":{"$ref":"#/components/schemas/DcId"},"waypoint_id":{"$ref":"#/components/schemas/DcId"}}};

function validate20(data, instancePath=""){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const prop0 of schema8.required){
if(data[prop0] === undefined){
errors = (vErrors = noted(vErrors, instancePath, "required", schema8, data, {missingProperty: prop0})).length;
}
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(func0(data0) > 128){
errors = (vErrors = noted(vErrors, instancePath+"/id", "maxLength", schema8.properties.id, data0)).length;
}
if(func0(data0) < 1){
errors = (vErrors = noted(vErrors, instancePath+"/id", "minLength", schema8.properties.id, data0)).length;
}
if(!pattern0.test(data0)){
errors = (vErrors = noted(vErrors, instancePath+"/id", "pattern", schema8.properties.id, data0)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/id", "type", schema8.properties.id, data0)).length;
}
}
if(data.account_id !== undefined){
let data1 = data.account_id;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "pattern", schema8.properties.account_id, data1)).length;
}
if(!(formats0.test(data1))){
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "format", schema8.properties.account_id, data1)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "type", schema8.properties.account_id, data1)).length;
}
}
if(data.event !== undefined){
let data2 = data.event;
if(typeof data2 !== "string"){
errors = (vErrors = noted(vErrors, instancePath+"/event", "type", schema8.properties.event, data2)).length;
}
if(!(data2 === "WAYPOINT_STATUS_CHANGED")){
errors = (vErrors = noted(vErrors, instancePath+"/event", "enum", schema8.properties.event, data2)).length;
}
}
if(data.hook_timestamp_millis !== undefined){
if(!(validate4(data.hook_timestamp_millis, instancePath+"/hook_timestamp_millis"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
if(data.dc_id !== undefined){
if(!(validate6(data.dc_id, instancePath+"/dc_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
if(data.route_id !== undefined){
if(!(validate6(data.route_id, instancePath+"/route_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
if(data.waypoint_id !== undefined){
if(!(validate6(data.waypoint_id, instancePath+"/waypoint_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema8, data)).length;
}
validate20.errors = vErrors;
return errors === 0;
}


function validate2(data, instancePath=""){
let vErrors = null;
let errors = 0;
const _errs2 = errors;
let valid1 = true;
const _errs3 = errors;
if(errors === _errs3){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
let valid2 = true;
for( missing0 of schema2.allOf[0].if.required){
valid2 = data[missing0] !== undefined;
if(!valid2){
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
break;
}
}
if(valid2){
if(data.event !== undefined){
if("ROUTE_CREATED" !== data.event){
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
}
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
}
}
var _valid0 = _errs3 === errors;
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs6 = errors;
if(!(validate3(data, instancePath))){
vErrors = vErrors === null ? validate3.errors : vErrors.concat(validate3.errors);
errors = vErrors.length;
}
var _valid0 = _errs6 === errors;
valid1 = _valid0;
}
if(!valid1){
errors = (vErrors = noted(vErrors, instancePath, "if", schema2.allOf[0], data)).length;
}
const _errs8 = errors;
let valid4 = true;
const _errs9 = errors;
if(errors === _errs9){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
let valid5 = true;
for( missing1 of schema2.allOf[1].if.required){
valid5 = data[missing1] !== undefined;
if(!valid5){
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
break;
}
}
if(valid5){
if(data.event !== undefined){
if("ROUTE_STARTED" !== data.event){
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
}
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
}
}
var _valid1 = _errs9 === errors;
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs12 = errors;
if(!(validate10(data, instancePath))){
vErrors = vErrors === null ? validate10.errors : vErrors.concat(validate10.errors);
errors = vErrors.length;
}
var _valid1 = _errs12 === errors;
valid4 = _valid1;
}
if(!valid4){
errors = (vErrors = noted(vErrors, instancePath, "if", schema2.allOf[1], data)).length;
}
const _errs14 = errors;
let valid7 = true;
const _errs15 = errors;
if(errors === _errs15){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
let valid8 = true;
for( missing2 of schema2.allOf[2].if.required){
valid8 = data[missing2] !== undefined;
if(!valid8){
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
break;
}
}
if(valid8){
if(data.event !== undefined){
if("ROUTE_ETAS_CHANGED" !== data.event){
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
}
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
}
}
var _valid2 = _errs15 === errors;
errors = _errs14;
if(vErrors !== null){
if(_errs14){
vErrors.length = _errs14;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs18 = errors;
if(!(validate15(data, instancePath))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
var _valid2 = _errs18 === errors;
valid7 = _valid2;
}
if(!valid7){
errors = (vErrors = noted(vErrors, instancePath, "if", schema2.allOf[2], data)).length;
}
const _errs20 = errors;
let valid10 = true;
const _errs21 = errors;
if(errors === _errs21){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
let valid11 = true;
for( missing3 of schema2.allOf[3].if.required){
valid11 = data[missing3] !== undefined;
if(!valid11){
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
break;
}
}
if(valid11){
if(data.event !== undefined){
if("WAYPOINT_STATUS_CHANGED" !== data.event){
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
}
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
}
}
var _valid3 = _errs21 === errors;
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs24 = errors;
if(!(validate20(data, instancePath))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
var _valid3 = _errs24 === errors;
valid10 = _valid3;
}
if(!valid10){
errors = (vErrors = noted(vErrors, instancePath, "if", schema2.allOf[3], data)).length;
}
const _errs26 = errors;
let valid13 = true;
const _errs27 = errors;
if(errors === _errs27){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
let valid14 = true;
for( missing4 of schema2.allOf[4].if.required){
valid14 = data[missing4] !== undefined;
if(!valid14){
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
break;
}
}
if(valid14){
if(data.event !== undefined){
let data4 = data.event;
if(!((((data4 === "ROUTE_CREATED") || (data4 === "ROUTE_STARTED")) || (data4 === "ROUTE_ETAS_CHANGED")) || (data4 === "WAYPOINT_STATUS_CHANGED"))){
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
}
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;
}
}
var _valid4 = _errs27 === errors;
errors = _errs26;
if(vErrors !== null){
if(_errs26){
vErrors.length = _errs26;
}
else {
vErrors = null;
}
}
if(!_valid4){
const _errs30 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const prop0 of schema2.allOf[4].else.required){
if(data[prop0] === undefined){
errors = (vErrors = noted(vErrors, instancePath, "required", schema2.allOf[4].else, data, {missingProperty: prop0})).length;
}
}
if(data.id !== undefined){
let data5 = data.id;
if(typeof data5 === "string"){
if(func0(data5) > 128){
errors = (vErrors = noted(vErrors, instancePath+"/id", "maxLength", schema2.allOf[4].else.properties.id, data5)).length;
}
if(func0(data5) < 1){
errors = (vErrors = noted(vErrors, instancePath+"/id", "minLength", schema2.allOf[4].else.properties.id, data5)).length;
}
if(!pattern0.test(data5)){
errors = (vErrors = noted(vErrors, instancePath+"/id", "pattern", schema2.allOf[4].else.properties.id, data5)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/id", "type", schema2.allOf[4].else.properties.id, data5)).length;
}
}
if(data.account_id !== undefined){
let data6 = data.account_id;
if(typeof data6 === "string"){
if(!pattern1.test(data6)){
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "pattern", schema2.allOf[4].else.properties.account_id, data6)).length;
}
if(!(formats0.test(data6))){
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "format", schema2.allOf[4].else.properties.account_id, data6)).length;
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/account_id", "type", schema2.allOf[4].else.properties.account_id, data6)).length;
}
}
if(data.hook_timestamp_millis !== undefined){
if(!(validate4(data.hook_timestamp_millis, instancePath+"/hook_timestamp_millis"))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
}
if(data.dc_id !== undefined){
if(!(validate6(data.dc_id, instancePath+"/dc_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
if(data.route_id !== undefined){
if(!(validate6(data.route_id, instancePath+"/route_id"))){
vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
errors = vErrors.length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema2.allOf[4].else, data)).length;
}
var _valid4 = _errs30 === errors;
valid13 = _valid4;
}
if(!valid13){
errors = (vErrors = noted(vErrors, instancePath, "if", schema2.allOf[4], data)).length;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const prop1 of schema2.required){
if(data[prop1] === undefined){
errors = (vErrors = noted(vErrors, instancePath, "required", schema2, data, {missingProperty: prop1})).length;
}
}
if(data.event !== undefined){
let data10 = data.event;
if(typeof data10 !== "string"){
errors = (vErrors = noted(vErrors, instancePath+"/event", "type", schema2.properties.event, data10)).length;
}
if(!((((data10 === "ROUTE_CREATED") || (data10 === "ROUTE_STARTED")) || (data10 === "ROUTE_ETAS_CHANGED")) || (data10 === "WAYPOINT_STATUS_CHANGED"))){
errors = (vErrors = noted(vErrors, instancePath+"/event", "enum", schema2.properties.event, data10)).length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema2, data)).length;
}
validate2.errors = vErrors;
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
let faulty0 = 0;
for(const name0 in data){
if(!obj0.has(name0)){
errors = (vErrors = noted(vErrors, instancePath, "additionalProperties", schema1, data, {additionalProperty: name0})).length;
if(++faulty0 > 50){
break;
}
}
}
if(data.events !== undefined){
let data0 = data.events;
if(Array.isArray(data0)){
if(data0.length > 1000){
errors = (vErrors = noted(vErrors, instancePath+"/events", "maxItems", schema1.properties.events, data0)).length;
}
if(data0.length < 1){
errors = (vErrors = noted(vErrors, instancePath+"/events", "minItems", schema1.properties.events, data0)).length;
}
let faulty1 = 0;
if(data0.length <= 1000){
for(let i0=0; i0<data0.length; i0++){
const _errs4 = errors;
if(!(validate2(data0[i0], instancePath+"/events/" + i0))){
vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
errors = vErrors.length;
}
var valid1 = _errs4 === errors;
if(!valid1 && ++faulty1 > 50){
break;
}
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath+"/events", "type", schema1.properties.events, data0)).length;
}
}
}
else {
errors = (vErrors = noted(vErrors, instancePath, "type", schema1, data)).length;
}
validate1.errors = vErrors;
return errors === 0;
}

export const eventsValidators = {
  "publishEventsRequest": validator0 as Validate,
};
